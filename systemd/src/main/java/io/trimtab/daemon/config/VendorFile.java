package io.trimtab.daemon.config;

import java.util.List;

/** Every setting as documents tell of it: the vendor's file, and the manual. */
public final class VendorFile {
  private static final String HEAD =
      """
      # Every setting of Trimtab's daemon with its default. Do not change this file, which belongs to
      # the package: say what is to be different in /etc/trimtab/trimtab.toml or in a file in
      # /etc/trimtab/conf.d, where a later name wins. See trimtab config check, and trimtab config show
      # --origin; systemctl reload trimtab takes a change.
      """;
  private static final int COLUMNS = 98;

  private VendorFile() {}

  /**
   * A setting.
   *
   * @param key with its table, such as {@code exploration.share}
   * @param value its default, as it would stand in TOML
   * @param meaning a sentence for people
   */
  public record Item(String key, String value, String meaning) {
    /** Its table; empty at the top. */
    public String table() {
      int dot = key.lastIndexOf('.');
      return dot < 0 ? "" : key.substring(0, dot);
    }

    /** Its name in its table. */
    public String name() {
      return key.substring(key.lastIndexOf('.') + 1);
    }
  }

  /** All settings, in the order of the documentation. */
  public static List<Item> items() {
    return Settings.ALL.stream()
        .map(
            setting ->
                new Item(
                    setting.key(),
                    TomlText.of(setting.json(setting.byDefault())),
                    setting.meaning()))
        .toList();
  }

  /** The file that the package ships: every setting explained, and commented out. */
  public static String text() {
    StringBuilder text = new StringBuilder(HEAD);
    String table = "";
    for (Item item : items()) {
      boolean isOfTables = item.table().isEmpty() && !table.isEmpty();
      if (!isOfTables && !item.table().equals(table)) {
        table = item.table();
        text.append("\n[").append(table).append("]\n");
      }
      text.append('\n');
      wrap(item.meaning(), text);
      text.append(
          isOfTables
              ? "#[[" + item.name() + "]]\n"
              : "#" + item.name() + " = " + item.value() + "\n");
    }
    return text.toString();
  }

  private static void wrap(String meaning, StringBuilder text) {
    StringBuilder line = new StringBuilder("#");
    for (String word : meaning.split(" ")) {
      if (line.length() + 1 + word.length() > COLUMNS) {
        text.append(line).append('\n');
        line = new StringBuilder("#");
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
  }
}
