package io.trimtab.fuzz.testbed;

import io.trimtab.fuzz.exec.Coverage;

/**
 * Whether a call takes another way when an earlier one has not been made.
 *
 * @param runs how often the program was run, with the earlier call and as often without it
 * @param onlyWith places that the later call came by in every run with, and in none without
 * @param onlyWithout places that it came by in every run without, and in none with
 */
public record Influence(int runs, Coverage onlyWith, Coverage onlyWithout) {
  /** Whether there is any such place: chance does not repeat itself in every run. */
  public boolean isThere() {
    return !onlyWith.isEmpty() || !onlyWithout.isEmpty();
  }
}
