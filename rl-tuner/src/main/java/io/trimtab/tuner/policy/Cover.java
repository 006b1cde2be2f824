package io.trimtab.tuner.policy;

import io.trimtab.tuner.environment.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses few configurations that together serve many workloads.
 *
 * <p>A set is worth, for each workload, the largest gain of any of its members (at least that of
 * the defaults, 0) relative to the largest gain known there. That is submodular, so adding the
 * member that helps most, again and again, comes within 1 − 1/e of the best set of the size
 * (Nemhauser, Wolsey and Fisher 1978; portfolios of configurations so: Xu, Hoos and Leyton-Brown,
 * "Hydra", AAAI 2010). Gains are cautious: a deviation is taken off, so what was measured counts
 * for more than what a forest expects.
 */
final class Cover {
  /** Of each workload, as many of its best settings are candidates. */
  private static final int CANDIDATES = 24;

  /** A workload whose best gain is smaller has nothing to be served with: 1 %. */
  private static final double LEAST_GAIN = 0.01;

  /** A configuration that adds less than this share of a workload's gain is left out. */
  private static final double LEAST_ADDED = 0.05;

  private Cover() {}

  /**
   * Chooses.
   *
   * @param models the workloads, at least one
   * @param most how many configurations, at least 1
   * @return in the order of choosing, without the defaults; empty where nothing is better
   */
  static List<Setting> of(List<WorkloadModel> models, int most) {
    List<Setting> candidates = candidates(models);
    double[][] shares = new double[candidates.size()][models.size()];
    for (int w = 0; w < models.size(); w++) {
      double best = models.get(w).gain(models.get(w).best());
      for (int c = 0; c < candidates.size(); c++) {
        double gain = models.get(w).estimate(candidates.get(c)).cautious();
        shares[c][w] = best < LEAST_GAIN ? 0 : Math.min(1, Math.max(0, gain / best));
      }
    }
    double[] covered = new double[models.size()];
    List<Setting> chosen = new ArrayList<>();
    while (chosen.size() < most) {
      int best = -1;
      double leastAdded = LEAST_ADDED;
      for (int c = 0; c < candidates.size(); c++) {
        double added = added(shares[c], covered);
        if (added > leastAdded) {
          best = c;
          leastAdded = added;
        }
      }
      if (best < 0) {
        break;
      }
      double[] share = shares[best];
      Arrays.setAll(covered, w -> Math.max(covered[w], share[w]));
      chosen.add(candidates.get(best));
    }
    return chosen;
  }

  private static double added(double[] share, double[] covered) {
    double added = 0;
    for (int w = 0; w < covered.length; w++) {
      added += Math.max(0, share[w] - covered[w]);
    }
    return added;
  }

  private static List<Setting> candidates(List<WorkloadModel> models) {
    Set<Setting> candidates = new LinkedHashSet<>();
    for (WorkloadModel model : models) {
      model.tried().stream()
          .sorted(
              Comparator.comparingDouble((Setting s) -> -model.estimate(s).cautious())
                  .thenComparing(Setting::toString))
          .limit(CANDIDATES)
          .forEach(candidates::add);
    }
    return List.copyOf(candidates);
  }
}
