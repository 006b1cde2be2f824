package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.kernel.IoCause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Configurations as people write them: {@code NAME=VALUE} words, and TOML with a {@code [tunables]}
 * table, whose names may be quoted or dotted.
 */
public final class ConfigurationFile {
  private static final long MAX_BYTES = 1 << 20;

  private final Catalogue catalogue;

  public ConfigurationFile(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Reads a TOML file.
   *
   * @throws ActuatorException with file, line and column, when it is malformed, or when a name or a
   *     value is wrong
   */
  public Configuration read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw ActuatorException.invalid(file + ": larger than 1 MiB; not a configuration");
      }
      return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (java.nio.file.NoSuchFileException e) {
      throw new ActuatorException(ActuatorException.Kind.INVALID, file + ": no such file", e);
    } catch (IOException e) {
      throw new ActuatorException(
          ActuatorException.Kind.INVALID, file + ": cannot be read: " + IoCause.of(e), e);
    }
  }

  /**
   * Parses TOML.
   *
   * @param source its name, for messages
   */
  public Configuration parse(String source, String toml) {
    TomlParseResult result = Toml.parse(toml);
    if (result.hasErrors()) {
      TomlParseError error = result.errors().get(0);
      throw ActuatorException.invalid(at(source, error.position()) + error.getMessage());
    }
    Object tunables = result.get(List.of("tunables"));
    if (!(tunables instanceof TomlTable table)) {
      throw ActuatorException.invalid(
          source + ": no [tunables] table; it starts with a line [tunables]");
    }
    Map<String, Value> values = new LinkedHashMap<>();
    collect(source, "", table, values);
    return new Configuration(values);
  }

  private void collect(String source, String prefix, TomlTable table, Map<String, Value> values) {
    for (String key : table.keySet()) {
      List<String> path = List.of(key);
      TomlPosition position = table.inputPositionOf(path);
      Object value = table.get(path);
      if (value instanceof TomlTable nested) {
        collect(source, prefix + key + ".", nested, values);
      } else if (value instanceof Long || value instanceof String || value instanceof Boolean) {
        try {
          put(values, prefix + key, value.toString());
        } catch (ActuatorException e) {
          throw new ActuatorException(e.kind(), at(source, position) + e.getMessage(), e);
        }
      } else {
        throw ActuatorException.invalid(
            at(source, position) + prefix + key + ": neither an integer nor a string");
      }
    }
  }

  /**
   * Reads {@code NAME=VALUE} words.
   *
   * @throws ActuatorException when a word is of another form, or its name or value is wrong
   */
  public Configuration parseWords(List<String> words) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals <= 0) {
        throw ActuatorException.invalid("\"" + word + "\" is not of the form NAME=VALUE");
      }
      put(values, word.substring(0, equals), word.substring(equals + 1));
    }
    return new Configuration(values);
  }

  private void put(Map<String, Value> values, String name, String text) {
    Tunable tunable = catalogue.get(name.strip());
    try {
      if (values.put(tunable.name(), value(tunable, text)) != null) {
        throw ActuatorException.invalid(tunable.name() + " is given twice");
      }
    } catch (IllegalArgumentException e) {
      throw new ActuatorException(
          ActuatorException.Kind.INVALID, tunable.name() + ": " + e.getMessage(), e);
    }
  }

  /** The value in force is accepted even outside the safe range: it needs no write. */
  private static Value value(Tunable tunable, String text) {
    return tunable
        .probed()
        .filter(inForce -> inForce.text().equals(text))
        .orElseGet(() -> tunable.type().parseUser(text));
  }

  private static String at(
      String source, @org.jspecify.annotations.Nullable TomlPosition position) {
    return position == null
        ? source + ": "
        : source + ":" + position.line() + ":" + position.column() + ": ";
  }
}
