package io.trimtab.actuators.region;

import io.trimtab.actuators.ActuatorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Regions as TOML: one {@code [[unsafe]]} for each. Unknown keys are errors. */
public final class RegionFile {
  private static final String SHIPPED = "unsafe.toml";
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final Set<String> KEYS = Set.of("when", "harm", "evidence");
  private static final Set<String> BOUND_KEYS = Set.of("tunable", "from", "to", "per_mille_of");

  private RegionFile() {}

  static UnsafeRegions shipped() {
    try (InputStream in = RegionFile.class.getResourceAsStream(SHIPPED)) {
      Objects.requireNonNull(in, SHIPPED);
      return read(SHIPPED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads regions.
   *
   * @param source the file's name, for messages
   * @throws ActuatorException with file, line and column, when it is malformed
   */
  public static UnsafeRegions read(String source, String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw ActuatorException.invalid(source + " has more than a million characters");
    }
    TomlParseResult result = Toml.parse(text);
    if (result.hasErrors()) {
      var error = result.errors().get(0);
      throw ActuatorException.invalid(
          "%s:%d:%d: %s"
              .formatted(
                  source, error.position().line(), error.position().column(), error.getMessage()));
    }
    List<UnsafeRegion> regions = new ArrayList<>();
    try {
      rejectUnknown(result, Set.of("unsafe"));
      for (TomlTable table : tables(result, "unsafe")) {
        regions.add(region(table));
      }
    } catch (IllegalArgumentException e) {
      throw new ActuatorException(
          ActuatorException.Kind.INVALID,
          "%s: unsafe region %d: %s".formatted(source, regions.size() + 1, e.getMessage()),
          e);
    }
    return new UnsafeRegions(regions);
  }

  private static UnsafeRegion region(TomlTable table) {
    rejectUnknown(table, KEYS);
    List<Bound> bounds = new ArrayList<>();
    for (TomlTable bound : tables(table, "when")) {
      rejectUnknown(bound, BOUND_KEYS);
      bounds.add(
          new Bound(
              text(bound, "tunable"),
              number(bound, "from"),
              number(bound, "to"),
              bound.contains("per_mille_of")
                  ? Optional.of(text(bound, "per_mille_of"))
                  : Optional.empty()));
    }
    return new UnsafeRegion(bounds, text(table, "harm"), text(table, "evidence"));
  }

  private static List<TomlTable> tables(TomlTable table, String key) {
    Object value = table.get(List.of(key));
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof TomlArray array)) {
      throw new IllegalArgumentException(key + " is no list of tables");
    }
    List<TomlTable> tables = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (!(array.get(i) instanceof TomlTable inner)) {
        throw new IllegalArgumentException(key + " is no list of tables");
      }
      tables.add(inner);
    }
    return tables;
  }

  private static String text(TomlTable table, String key) {
    if (table.get(List.of(key)) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new IllegalArgumentException(key + " is missing, or no text");
  }

  private static OptionalLong number(TomlTable table, String key) {
    @Nullable Object value = table.get(List.of(key));
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof Long number) {
      return OptionalLong.of(number);
    }
    throw new IllegalArgumentException(key + " is no integer");
  }

  private static void rejectUnknown(TomlTable table, Set<String> known) {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException("unknown key \"" + key + "\"");
      }
    }
  }

  /** The regions as text that {@link #read} reads. */
  public static String write(UnsafeRegions regions) {
    StringBuilder text = new StringBuilder();
    for (UnsafeRegion region : regions.all()) {
      text.append("[[unsafe]]\nwhen = [\n");
      for (Bound bound : region.bounds()) {
        text.append("  { tunable = ").append(quoted(bound.tunable()));
        bound.from().ifPresent(from -> text.append(", from = ").append(from));
        bound.to().ifPresent(to -> text.append(", to = ").append(to));
        bound.of().ifPresent(what -> text.append(", per_mille_of = ").append(quoted(what)));
        text.append(" },\n");
      }
      text.append("]\nharm = ").append(quoted(region.harm()));
      text.append("\nevidence = ").append(quoted(region.evidence())).append("\n\n");
    }
    return text.toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\');
              }
              quoted.append(c < ' ' ? ' ' : (char) c);
            });
    return quoted.append('"').toString();
  }
}
