package io.trimtab.daemon.config;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A key of the configuration, its value, and where that comes from.
 *
 * @param key such as {@code exploration.share}
 * @param value as it would stand in JSON
 * @param origin the file; empty for the default
 * @param line in that file, from 1; 0 for the default
 */
public record ConfigEntry(String key, JsonElement value, Optional<Path> origin, int line) {
  /** The value as it would stand in TOML. */
  public String toml() {
    return TomlText.of(value);
  }

  /** Such as {@code /etc/trimtab/trimtab.toml:3}, or {@code default}. */
  public String place() {
    return origin.map(file -> file + ":" + line).orElse("default");
  }
}
