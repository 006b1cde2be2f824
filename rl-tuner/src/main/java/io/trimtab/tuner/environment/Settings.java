package io.trimtab.tuner.environment;

import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Settings as points of a laboratory's space, and back. */
public final class Settings {
  /** The dimension that holds the scheduling policy. */
  public static final String POLICY = "policy";

  private Settings() {}

  /** Returns the setting that a point stands for: what differs from the baseline. */
  public static Setting of(Point point) {
    Map<String, String> values = new LinkedHashMap<>(point.changes());
    String policy = values.remove(POLICY);
    return Setting.of(
        policy == null
            ? SchedulingPolicy.OTHER
            : SchedulingPolicy.valueOf(policy.toUpperCase(Locale.ROOT)),
        values);
  }

  /** Returns the point that is a setting; empty where the space lacks a tunable or a value. */
  public static Optional<Point> point(SearchSpace space, Setting setting) {
    Map<String, String> values = new LinkedHashMap<>(setting.values());
    boolean hasPolicy = space.dimensions().stream().anyMatch(d -> d.name().equals(POLICY));
    if (hasPolicy) {
      values.put(POLICY, setting.policy().word());
    } else if (setting.policy() != SchedulingPolicy.OTHER) {
      return Optional.empty();
    }
    boolean isThere =
        values.entrySet().stream()
            .allMatch(e -> space.dimensions().stream().anyMatch(d -> has(d, e)));
    return isThere ? Optional.of(space.point(values)) : Optional.empty();
  }

  private static boolean has(Dimension dimension, Map.Entry<String, String> value) {
    return dimension.name().equals(value.getKey()) && dimension.levels().contains(value.getValue());
  }
}
