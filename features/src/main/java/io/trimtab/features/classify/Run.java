package io.trimtab.features.classify;

import java.util.List;

/**
 * One run of a program.
 *
 * @param label what ran
 * @param vectors one for each second, in order; NaN where a feature could not be known. They are
 *     shared, not copied: nobody changes them.
 */
public record Run(RunLabel label, List<double[]> vectors) {
  public Run {
    vectors = List.copyOf(vectors);
  }
}
