package io.trimtab.tuner.environment;

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
   */
  record Broken(String reason) implements Run {}
}
