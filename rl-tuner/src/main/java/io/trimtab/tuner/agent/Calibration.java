package io.trimtab.tuner.agent;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses how far a training workload speaks for others, and how much certainty a first proposal
 * needs, by leaving each training workload out in turn: what the others would have proposed for it
 * is scored by the share of its best gain that it captures, from −1 to 1, and a loss of more than 1
 * % counts ten times. Of equals the more careful wins.
 */
final class Calibration {
  private static final double[] BANDWIDTHS = {0.35, 0.5, 0.7, 1, 1.5, 2.5};
  private static final double[] CAUTIONS = {2, 1, 0.5, 0.25, 0};
  private static final double SMALLEST_GAIN = 0.03;
  private static final double BEARABLE = -0.01;
  private static final double PENALTY = 10;

  private Calibration() {}

  /**
   * Returns a portfolio with its bandwidth and caution set.
   *
   * @param best the best gain known of each training workload
   */
  static Portfolio calibrate(Portfolio portfolio, double[] best) {
    Portfolio chosen = with(portfolio, 1, CAUTIONS[0]);
    double top = Double.NEGATIVE_INFINITY;
    for (double caution : CAUTIONS) {
      for (double bandwidth : BANDWIDTHS) {
        Portfolio candidate = with(portfolio, bandwidth, caution);
        double score = score(candidate, best);
        if (score > top + 1e-9) {
          top = score;
          chosen = candidate;
        }
      }
    }
    return chosen;
  }

  private static double score(Portfolio portfolio, double[] best) {
    return IntStream.range(0, best.length)
        .mapToDouble(w -> score(portfolio, w, best[w]))
        .average()
        .orElse(0);
  }

  private static double score(Portfolio portfolio, int left, double best) {
    List<Portfolio.Known> others =
        IntStream.range(0, portfolio.known().size())
            .filter(w -> w != left)
            .mapToObj(portfolio.known()::get)
            .toList();
    Portfolio rest =
        new Portfolio(
            portfolio.configurations(),
            others,
            portfolio.dimensions(),
            portfolio.bandwidth(),
            portfolio.caution());
    Portfolio.Known workload = portfolio.known().get(left);
    int arm = PortfolioFit.belief(rest, workload.features()).cautious(portfolio.caution());
    double gain = workload.gains().get(arm);
    double share = Math.max(-1, Math.min(1, gain / Math.max(SMALLEST_GAIN, best)));
    return gain < BEARABLE ? PENALTY * share : share;
  }

  private static Portfolio with(Portfolio portfolio, double bandwidth, double caution) {
    return new Portfolio(
        portfolio.configurations(), portfolio.known(), portfolio.dimensions(), bandwidth, caution);
  }
}
