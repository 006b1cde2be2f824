package io.trimtab.tuner.search;

import java.util.Optional;

/** What came of measuring a proposed point. */
public sealed interface Outcome {
  /**
   * The point was measured against the baseline.
   *
   * @param logRatio mean log-ratio of its blocks, finite; positive is better
   * @param standardError of that mean, positive
   */
  record Measured(double logRatio, double standardError) implements Outcome {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not finite or the error is not positive
     */
    public Measured {
      if (!Double.isFinite(logRatio) || !(standardError > 0) || Double.isInfinite(standardError)) {
        throw new IllegalArgumentException(
            "not a measurement: " + logRatio + " +- " + standardError);
      }
    }
  }

  /**
   * The command broke, hung, or gave no number under this configuration.
   *
   * @param reason in words
   * @param culprit the dimension whose value is known to be at fault, as one that the kernel
   *     refused
   */
  record Failed(String reason, Optional<String> culprit) implements Outcome {
    /** Makes a failure of which nobody knows which value is at fault. */
    public Failed(String reason) {
      this(reason, Optional.empty());
    }
  }
}
