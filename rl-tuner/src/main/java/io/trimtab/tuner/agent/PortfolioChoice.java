package io.trimtab.tuner.agent;

import java.util.List;

/**
 * What a portfolio proposes for a workload before any trial, and why: the same that a {@link
 * PortfolioAgent} would try first.
 *
 * @param configuration place of the proposal among the portfolio's configurations, 0 for the
 *     defaults
 * @param isKnown whether the features are like those of some training workload
 * @param distances to each training workload; infinite where nothing can be compared
 * @param weights how much each training workload is believed in, and last "like none of them"; the
 *     sum is 1
 * @param expected log-ratio of each configuration
 * @param deviations standard deviations of the true ones about them
 */
public record PortfolioChoice(
    int configuration,
    boolean isKnown,
    List<Double> distances,
    List<Double> weights,
    List<Double> expected,
    List<Double> deviations) {
  public PortfolioChoice {
    distances = List.copyOf(distances);
    weights = List.copyOf(weights);
    expected = List.copyOf(expected);
    deviations = List.copyOf(deviations);
  }
}
