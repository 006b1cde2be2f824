package io.trimtab.tuner.environment;

import java.util.List;

/** What one run of a workload under a setting gave. */
public sealed interface Evaluation {
  /**
   * The workload ran.
   *
   * @param value the objective's value, positive and finite
   * @param features what the machine did meanwhile, in the order of the host features; not a number
   *     where one is unknown, and empty where nothing was observed
   */
  record Measured(double value, List<Double> features) implements Evaluation {
    public Measured {
      if (!(value > 0) || Double.isInfinite(value)) {
        throw new IllegalArgumentException("an objective of " + value);
      }
      features = List.copyOf(features);
    }
  }

  /**
   * The workload broke, hung, or brought the machine down.
   *
   * @param reason in one line
   */
  record Failed(String reason) implements Evaluation {}
}
