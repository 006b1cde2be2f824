package io.trimtab.tuner.agent;

import io.trimtab.tuner.agent.GainModel.Gain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses from a portfolio, again and again: how alike workloads are is learned once. Immutable.
 */
public final class PortfolioChooser {
  private final Portfolio portfolio;
  private final Likeness likeness;

  public PortfolioChooser(Portfolio portfolio) {
    this.portfolio = portfolio;
    this.likeness = PortfolioFit.likeness(portfolio.known());
  }

  /**
   * Chooses.
   *
   * @param features of the workload under the defaults; empty where they are unknown
   */
  public PortfolioChoice choose(List<Double> features) {
    Belief belief = PortfolioFit.belief(portfolio, likeness, features);
    List<Double> expected = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int arm = 0; arm < portfolio.configurations().size(); arm++) {
      Gain gain = belief.expected(arm);
      expected.add(gain.mean());
      deviations.add(gain.error());
    }
    boolean isKnown = !portfolio.known().isEmpty() && likeness.knows(features);
    return new PortfolioChoice(
        isKnown ? belief.cautious(portfolio.caution()) : 0,
        isKnown,
        Arrays.stream(likeness.distances(features)).boxed().toList(),
        Arrays.stream(belief.weights()).boxed().toList(),
        expected,
        deviations);
  }
}
