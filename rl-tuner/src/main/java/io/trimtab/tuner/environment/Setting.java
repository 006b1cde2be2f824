package io.trimtab.tuner.environment;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a workload is tried under: a scheduling policy, and values of tunables. What is not named
 * keeps the value that the machine came with.
 *
 * @param policy that the workload's tasks start with
 * @param values texts by the tunables' names, such as {@code sched.latency_ns} to {@code 6000000}
 */
public record Setting(SchedulingPolicy policy, SortedMap<String, String> values) {
  /** What the machine came with. */
  public static final Setting DEFAULTS =
      new Setting(SchedulingPolicy.OTHER, Collections.emptySortedMap());

  public Setting {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public static Setting of(SchedulingPolicy policy, Map<String, String> values) {
    return new Setting(policy, new TreeMap<>(values));
  }

  /** One line, the same for the same setting: {@code other sched.latency_ns=6000000}. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(policy.word());
    values.forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
    return line.toString();
  }
}
