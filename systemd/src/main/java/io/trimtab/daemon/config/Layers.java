package io.trimtab.daemon.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** What the files say: later ones over earlier ones, key by key. */
final class Layers {
  private static final Map<String, Setting<?>> KNOWN =
      Settings.ALL.stream()
          .collect(
              Collectors.toMap(Setting::key, setting -> setting, (a, b) -> a, LinkedHashMap::new));
  private static final List<String> TABLES =
      KNOWN.keySet().stream()
          .filter(key -> key.contains("."))
          .map(key -> key.substring(0, key.indexOf('.')))
          .distinct()
          .toList();

  /**
   * A value and where it stands.
   *
   * @param line from 1
   */
  record Said(Object value, Path file, int line, int column) {
    String place() {
      return file + ":" + line + ":" + column;
    }
  }

  private final Map<String, Said> said = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  /** What is wrong, a line each. */
  List<String> problems() {
    return problems;
  }

  /** What stands for a key in the last file that names it. */
  @Nullable Said said(Setting<?> setting) {
    return said.get(setting.key());
  }

  /** The value of a key: what was said last, or the default. */
  <T> T value(Setting<T> setting) {
    Said last = said.get(setting.key());
    if (last == null) {
      return setting.byDefault();
    }
    @SuppressWarnings("unchecked") // put there by this setting's form
    T value = (T) last.value();
    return value;
  }

  /** Where a key stands, for messages about it: its place, or the last file's name. */
  String place(Setting<?> setting) {
    Said last = said.get(setting.key());
    return last == null ? "default" : last.place();
  }

  /** Lays a file over what there is. What is wrong with it is added to the problems. */
  void add(Path file) {
    try {
      TomlParseResult toml = Toml.parse(ConfigText.read(file));
      for (TomlParseError error : toml.errors()) {
        problems.add(at(file, error.position()) + firstLine(error));
      }
      if (!toml.hasErrors()) {
        walk(file, "", toml);
      }
    } catch (WrongValue e) {
      problems.add(file + ": " + e.getMessage());
    } catch (StackOverflowError e) {
      problems.add(file + ": nested too deeply; not a configuration");
    }
  }

  private void walk(Path file, String table, TomlTable toml) {
    for (String key : toml.keySet()) {
      List<String> path = List.of(key);
      TomlPosition position = toml.inputPositionOf(path);
      Object value = toml.get(path);
      String name = table.isEmpty() ? key : table + "." + key;
      Setting<?> setting = KNOWN.get(name);
      if (setting != null) {
        set(file, position, setting, value);
      } else if (table.isEmpty() && TABLES.contains(key) && value instanceof TomlTable nested) {
        walk(file, key, nested);
      } else {
        problems.add(at(file, position) + unknown(table, key, value));
      }
    }
  }

  private void set(Path file, @Nullable TomlPosition position, Setting<?> setting, Object toml) {
    try {
      Object value = setting.form().read(toml);
      TomlPosition known = position == null ? TomlPosition.positionAt(1, 1) : position;
      said.put(setting.key(), new Said(value, file, known.line(), known.column()));
    } catch (WrongValue e) {
      problems.add(
          at(file, e.position() == null ? position : e.position())
              + setting.key()
              + ": "
              + e.getMessage());
    }
  }

  private static String unknown(String table, String key, Object value) {
    if (table.isEmpty() && TABLES.contains(key)) {
      return key + " is a table; its keys follow a line [" + key + "]";
    }
    List<String> siblings =
        KNOWN.keySet().stream()
            .filter(known -> table.isEmpty() || known.startsWith(table + "."))
            .map(known -> table.isEmpty() ? known : known.substring(table.length() + 1))
            .toList();
    if (!table.isEmpty()) {
      return "unknown key \"" + key + "\" in [" + table + "]" + elsewhere(key, siblings);
    }
    List<String> known = new ArrayList<>(value instanceof TomlTable ? TABLES : siblings);
    String what =
        value instanceof TomlTable ? "unknown table [" + key + "]" : "unknown key \"" + key + "\"";
    return what + (value instanceof TomlTable ? Forms.meant(key, known) : elsewhere(key, known));
  }

  /** The nearest of the siblings, or the table in which such a key belongs. */
  private static String elsewhere(String key, List<String> siblings) {
    String meant = Forms.meant(key, siblings);
    if (!meant.isEmpty()) {
      return meant;
    }
    return KNOWN.keySet().stream()
        .filter(known -> known.endsWith("." + key) || known.equals(key))
        .findFirst()
        .map(known -> "; did you mean " + known + "?")
        .orElse("");
  }

  static String at(Path file, @Nullable TomlPosition position) {
    return position == null
        ? file + ": "
        : file + ":" + position.line() + ":" + position.column() + ": ";
  }

  private static String firstLine(TomlParseError error) {
    String message = String.valueOf(error.getMessage());
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    return line.isEmpty() ? line : Character.toLowerCase(line.charAt(0)) + line.substring(1);
  }
}
