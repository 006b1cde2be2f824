package io.trimtab.tuner.environment;

import java.util.Optional;

/** What one run of the workload in an environment gave. */
public sealed interface Run {
  /**
   * The workload ran.
   *
   * @param value the objective's value, positive and finite
   * @param seconds when the run ended, in seconds since the environment was opened
   */
  record Measured(double value, double seconds) implements Run {}

  /**
   * The workload broke, hung, or gave no number.
   *
   * @param reason in one line
   * @param culprit the tunable whose value the kernel did not take, when that is the reason
   */
  record Broken(String reason, Optional<String> culprit) implements Run {
    /** Makes a run that the workload itself broke. */
    public Broken(String reason) {
      this(reason, Optional.empty());
    }
  }
}
