package io.trimtab.actuators.catalogue;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.kernel.KernelVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Reads the catalogue's TOML: one table for each tunable. Unknown keys are errors. */
public final class CatalogueReader {
  private static final List<String> SHIPPED =
      List.of("sched.toml", "vm.toml", "mm.toml", "block.toml");

  private static final Set<String> KEYS =
      Set.of(
          "summary",
          "type",
          "files",
          "min",
          "max",
          "scale",
          "unit",
          "special",
          "choices",
          "risk",
          "tolerance",
          "resets",
          "release",
          "wants_admin",
          "max_file",
          "at_most",
          "below",
          "twin",
          "disturbs",
          "steady",
          "successor",
          "aliases");
  private static final Set<String> FILE_KEYS = Set.of("path", "since", "until", "min", "max");

  private static final Set<String> RELEASE_KEYS = Set.of("file", "value");

  private CatalogueReader() {}

  /** The catalogue that ships with Trimtab. */
  public static List<CatalogueEntry> shipped() {
    List<CatalogueEntry> entries = new ArrayList<>();
    for (String name : SHIPPED) {
      try (InputStream in = CatalogueReader.class.getResourceAsStream(name)) {
        Objects.requireNonNull(in, name);
        entries.addAll(read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return List.copyOf(entries);
  }

  /**
   * Reads one catalogue file.
   *
   * @param source its name, for messages
   * @throws ActuatorException with file, line and column, when it is malformed
   */
  public static List<CatalogueEntry> read(String source, String toml) {
    TomlParseResult result = Toml.parse(toml);
    if (result.hasErrors()) {
      var error = result.errors().get(0);
      throw ActuatorException.invalid(
          source
              + ":"
              + error.position().line()
              + ":"
              + error.position().column()
              + ": "
              + error.getMessage());
    }
    List<CatalogueEntry> entries = new ArrayList<>();
    for (String name : result.keySet()) {
      Object table = result.get(List.of(name));
      var position = result.inputPositionOf(List.of(name));
      String where =
          source + (position == null ? "" : ":" + position.line()) + ": [\"" + name + "\"]: ";
      if (!(table instanceof TomlTable entry)) {
        throw ActuatorException.invalid(where + "not a table");
      }
      try {
        entries.add(entry(name, entry));
      } catch (IllegalArgumentException e) {
        throw new ActuatorException(ActuatorException.Kind.INVALID, where + e.getMessage(), e);
      }
    }
    return entries;
  }

  private static CatalogueEntry entry(String name, TomlTable table) {
    rejectUnknown(table, KEYS);
    List<Constraint> constraints = new ArrayList<>();
    text(table, "at_most").map(Constraint.AtMost::new).ifPresent(constraints::add);
    text(table, "below").map(Constraint.Below::new).ifPresent(constraints::add);
    text(table, "twin").map(Constraint.Twin::new).ifPresent(constraints::add);
    return new CatalogueEntry(
        name,
        required(table, "summary"),
        type(table),
        locations(table),
        Risk.valueOf(required(table, "risk").toUpperCase(Locale.ROOT)),
        constraints,
        strings(table, "disturbs"),
        Boolean.TRUE.equals(table.getBoolean("steady")),
        Optional.ofNullable(table.getTable("release")).map(CatalogueReader::release),
        Boolean.TRUE.equals(table.getBoolean("wants_admin")),
        text(table, "max_file"),
        text(table, "successor"),
        strings(table, "aliases"));
  }

  private static ValueType type(TomlTable table) {
    String word = required(table, "type");
    return switch (word) {
      case "integer", "bytes" -> {
        Scale scale = Scale.valueOf(text(table, "scale").orElse("linear").toUpperCase(Locale.ROOT));
        yield new NumberType(
            word.equals("bytes"),
            number(table, "min").orElseThrow(() -> missing("min")),
            number(table, "max").orElseThrow(() -> missing("max")),
            scale,
            text(table, "unit").orElse(""),
            numbers(table, "special"),
            numbers(table, "resets"),
            number(table, "tolerance").orElse(0));
      }
      case "enumeration" -> new EnumerationType(strings(table, "choices"));
      case "bracketed" -> new BracketedType(strings(table, "choices"));
      default -> throw new IllegalArgumentException("unknown type \"" + word + "\"");
    };
  }

  private static List<Location> locations(TomlTable table) {
    TomlArray files = table.getArray("files");
    if (files == null || files.isEmpty()) {
      throw missing("files");
    }
    List<Location> locations = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      TomlTable file = files.getTable(i);
      rejectUnknown(file, FILE_KEYS);
      locations.add(
          new Location(
              required(file, "path"),
              text(file, "since").map(KernelVersion::parse),
              text(file, "until").map(KernelVersion::parse),
              number(file, "min"),
              number(file, "max")));
    }
    return locations;
  }

  private static Release release(TomlTable table) {
    rejectUnknown(table, RELEASE_KEYS);
    return new Release(required(table, "file"), required(table, "value"));
  }

  private static void rejectUnknown(TomlTable table, Set<String> known) {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException("unknown key \"" + key + "\"");
      }
    }
  }

  private static Optional<String> text(TomlTable table, String key) {
    return Optional.ofNullable(table.getString(key));
  }

  private static String required(TomlTable table, String key) {
    return text(table, key).orElseThrow(() -> missing(key));
  }

  private static OptionalLong number(TomlTable table, String key) {
    Long value = table.getLong(key);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static List<Long> numbers(TomlTable table, String key) {
    TomlArray array = table.getArrayOrEmpty(key);
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      numbers.add(array.getLong(i));
    }
    return numbers;
  }

  private static List<String> strings(TomlTable table, String key) {
    TomlArray array = table.getArrayOrEmpty(key);
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      strings.add(array.getString(i));
    }
    return strings;
  }

  private static IllegalArgumentException missing(String key) {
    return new IllegalArgumentException("\"" + key + "\" is missing");
  }
}
