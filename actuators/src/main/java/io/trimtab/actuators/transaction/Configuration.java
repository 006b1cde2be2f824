package io.trimtab.actuators.transaction;

import io.trimtab.actuators.catalogue.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values for some tunables, by name, in the order in which they were given.
 *
 * @param values tunable names and the values they are to have
 */
public record Configuration(Map<String, Value> values) {
  public Configuration {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public static Configuration empty() {
    return new Configuration(Map.of());
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** As {@code name=value} pairs. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue().text())
        .collect(Collectors.joining(" "));
  }
}
