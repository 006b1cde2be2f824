package io.trimtab.daemon.config;

import java.util.List;
import java.util.Optional;
import org.tomlj.TomlTable;

/** The keys of a table within an array, each read by its form. */
final class Fields {
  private final TomlTable table;

  /**
   * Wraps a table.
   *
   * @throws WrongValue if it is none, or has other keys than those that are known
   */
  Fields(Object toml, String allowed, List<String> known) {
    if (!(toml instanceof TomlTable read)) {
      throw new WrongValue(Forms.shown(toml) + " is not " + allowed);
    }
    for (String key : read.keySet()) {
      if (!known.contains(key)) {
        throw new WrongValue(
            "unknown key \"" + key + "\"" + Forms.meant(key, known),
            read.inputPositionOf(List.of(key)));
      }
    }
    this.table = read;
  }

  <T> Optional<T> find(String key, Form<T> form) {
    Object value = table.get(List.of(key));
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(form.read(value));
    } catch (WrongValue e) {
      throw new WrongValue(
          key + ": " + e.getMessage(),
          e.position() == null ? table.inputPositionOf(List.of(key)) : e.position());
    }
  }

  <T> T get(String key, Form<T> form) {
    return find(key, form).orElseThrow(() -> new WrongValue("\"" + key + "\" is missing"));
  }
}
