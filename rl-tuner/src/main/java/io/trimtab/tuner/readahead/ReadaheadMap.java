package io.trimtab.tuner.readahead;

import io.trimtab.features.readahead.AccessPattern;
import io.trimtab.tuner.TunerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * The readahead, in KiB, that suited each pattern best on each device that was measured, and on any
 * other.
 *
 * @param values by device's name, or {@value #ANY}; a pattern without a value is left at what the
 *     device has
 */
public record ReadaheadMap(Map<String, Map<AccessPattern, Long>> values) {
  /** Stands for the devices that are not named. */
  public static final String ANY = "any";

  private static final long MOST_BYTES = 1 << 20;
  private static final long MOST_KB = 1 << 20;
  private static final String SHIPPED = "readahead.toml";

  public ReadaheadMap {
    Map<String, Map<AccessPattern, Long>> copy = new TreeMap<>();
    values.forEach(
        (device, byPattern) ->
            copy.put(device, Collections.unmodifiableMap(new EnumMap<>(byPattern))));
    values = Collections.unmodifiableMap(copy);
  }

  /** The map that comes with Trimtab. */
  public static ReadaheadMap shipped() {
    try (InputStream in = ReadaheadMap.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new TunerException(SHIPPED + " is not in this build");
      }
      return parse(SHIPPED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a map.
   *
   * @throws TunerException if the file cannot be read, or says something that is no map
   */
  public static ReadaheadMap read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new TunerException(file + " is too large for a readahead map");
      }
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new TunerException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  static ReadaheadMap parse(String source, String text) {
    TomlParseResult toml = Toml.parse(text);
    if (toml.hasErrors()) {
      throw new TunerException(source + ": " + toml.errors().get(0).toString());
    }
    Map<String, Map<AccessPattern, Long>> values = new TreeMap<>();
    for (String device : toml.keySet()) {
      if (!(toml.get(List.of(device)) instanceof TomlTable table)) {
        throw new TunerException(source + ": " + device + " is no table of a device");
      }
      values.put(device, byPattern(source, device, table));
    }
    return new ReadaheadMap(values);
  }

  private static Map<AccessPattern, Long> byPattern(String source, String device, TomlTable table) {
    Map<AccessPattern, Long> values = new EnumMap<>(AccessPattern.class);
    for (String word : table.keySet()) {
      AccessPattern pattern =
          AccessPattern.of(word)
              .orElseThrow(
                  () ->
                      new TunerException(
                          source
                              + ": "
                              + device
                              + "."
                              + word
                              + " is no pattern; there are "
                              + String.join(", ", AccessPattern.words())));
      if (!(table.get(List.of(word)) instanceof Long kb) || kb < 0 || kb > MOST_KB) {
        throw new TunerException(
            source + ": " + device + "." + word + " is no number of KiB from 0 to " + MOST_KB);
      }
      values.put(pattern, kb);
    }
    return values;
  }

  /** The readahead for a pattern on a device; none if nothing is known. */
  public OptionalLong kb(String device, AccessPattern pattern) {
    Map<AccessPattern, Long> byPattern = values.getOrDefault(device, values.get(ANY));
    Long kb = byPattern == null ? null : byPattern.get(pattern);
    return kb == null ? OptionalLong.empty() : OptionalLong.of(kb);
  }

  /** This map, with what is known of one device replaced. */
  public ReadaheadMap with(String device, Map<AccessPattern, Long> byPattern) {
    Map<String, Map<AccessPattern, Long>> all = new TreeMap<>(values);
    all.put(device, byPattern);
    return new ReadaheadMap(all);
  }

  /** As {@link #read} reads it. */
  public String toml() {
    StringBuilder text =
        new StringBuilder("# The readahead (KiB) that suited each pattern best, as measured.\n");
    values.forEach(
        (device, byPattern) -> {
          text.append("\n[\"").append(device).append("\"]\n");
          byPattern.forEach(
              (pattern, kb) -> text.append(pattern.word()).append(" = ").append(kb).append('\n'));
        });
    return text.toString();
  }
}
