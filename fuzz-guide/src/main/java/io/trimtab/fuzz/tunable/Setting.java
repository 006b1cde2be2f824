package io.trimtab.fuzz.tunable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values for some tunables, in the order in which they are written.
 *
 * @param values by tunable
 */
public record Setting(Map<String, Long> values) {
  /** What the machine comes with. */
  public static final Setting NONE = new Setting(Map.of());

  public Setting {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** One tunable turned. */
  public static Setting of(String tunable, long value) {
    return NONE.with(tunable, value);
  }

  public List<String> tunables() {
    return new ArrayList<>(values.keySet());
  }

  /** One more, or another value for one, written last. */
  public Setting with(String tunable, long value) {
    Map<String, Long> more = new LinkedHashMap<>(values);
    more.remove(tunable);
    more.put(tunable, value);
    return new Setting(more);
  }

  /** The same with one left as the machine has it. */
  public Setting without(String tunable) {
    Map<String, Long> fewer = new LinkedHashMap<>(values);
    fewer.remove(tunable);
    return new Setting(fewer);
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(", "));
  }
}
