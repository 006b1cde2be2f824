package io.trimtab.tuner.environment;

import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.measure.Direction;

/**
 * A machine to tune, with a workload and an objective: the values that it came with are the
 * baseline, and they are in force again when it is closed.
 */
public interface Environment extends AutoCloseable {
  /** Whether less or more of the objective is better. */
  Direction direction();

  /** Runs the workload once under the baseline. */
  Run runBaseline() throws InterruptedException;

  /**
   * Prepares a candidate; nothing is written yet.
   *
   * @throws RuntimeException with the reason, when the configuration is not valid here
   */
  Candidate prepare(Configuration configuration);

  /** Puts the baseline back. */
  @Override
  void close();

  /** A configuration that can be run any number of times. */
  interface Candidate extends AutoCloseable {
    /** Runs the workload once under the candidate's values. */
    Run run() throws InterruptedException;

    /** Keeps the values after the environment is closed; they can still be rolled back. */
    long commit();

    /** Puts the baseline back. */
    @Override
    void close();
  }
}
