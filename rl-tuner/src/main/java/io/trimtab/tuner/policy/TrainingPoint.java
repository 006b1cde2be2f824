package io.trimtab.tuner.policy;

import java.util.List;

/**
 * A workload that a policy was trained on.
 *
 * @param workload its name
 * @param family its generator
 * @param features what the machine does under it at the defaults; not a number where unknown
 * @param gains of the policy's configurations, in their order, as log-ratios; where one was never
 *     tried with this workload, what a forest of its other trials expects
 * @param errors standard deviations of the true gains about them
 * @param best the largest gain known, as a log-ratio, at least 0
 */
public record TrainingPoint(
    String workload,
    String family,
    List<Double> features,
    List<Double> gains,
    List<Double> errors,
    double best) {
  public TrainingPoint {
    features = List.copyOf(features);
    gains = List.copyOf(gains);
    errors = List.copyOf(errors);
  }

  /** Returns the gain of a configuration that can be counted on: less its deviation. */
  public double cautious(int configuration) {
    return gains.get(configuration) - errors.get(configuration);
  }
}
