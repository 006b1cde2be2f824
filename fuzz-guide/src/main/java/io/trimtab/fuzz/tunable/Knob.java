package io.trimtab.fuzz.tunable;

import java.util.List;

/**
 * A tunable that is a number.
 *
 * @param name in the catalogue
 * @param initial what the machine comes with
 * @param isMemory whether it is a part of the machine's memory, in KiB
 * @param values to try, from low to high: the ends of its range, and what is special
 */
public record Knob(String name, long initial, boolean isMemory, List<Long> values) {
  public Knob {
    values = values.stream().sorted().distinct().toList();
  }
}
