package io.trimtab.tuner.search;

import java.util.List;
import java.util.function.Predicate;

/**
 * A condition that a configuration has to meet, as "rt_runtime ≤ rt_period" or "only one of the two
 * dirty limits is set".
 *
 * @param description the condition in words, for messages
 * @param dimensions names of the dimensions involved, in the order in which they give way: to mend
 *     a broken constraint the first goes back to its baseline, then the second, …
 * @param holds the condition; true for the baseline
 */
public record Constraint(String description, List<String> dimensions, Predicate<Point> holds) {
  /** Copies the list. */
  public Constraint {
    dimensions = List.copyOf(dimensions);
  }
}
