package io.trimtab.features.classify;

import io.trimtab.features.forest.CompiledForest;
import io.trimtab.features.model.Manifest;
import java.util.List;
import java.util.Locale;

/**
 * What a classifier makes of a vector before it is asked whether it can know.
 *
 * @param workload the class with the most votes
 * @param confidence their share
 * @param doubt how spread the votes are over the classes: their entropy, in nats
 * @param novelty how unlike all training the vector is; see {@link Novelty}
 */
public record Opinion(String workload, double confidence, double doubt, double novelty) {
  private static final double NOVELTY_WEIGHT = 1.5;
  private static final double MOST_NOVELTY = 3;

  /**
   * What votes amount to.
   *
   * @param classes in the order of the votes
   * @param at where the votes start
   */
  public static Opinion of(List<String> classes, double[] votes, int at, double novelty) {
    int best = CompiledForest.best(votes, at, classes.size());
    double entropy = 0;
    for (int i = at; i < at + classes.size(); i++) {
      entropy -= votes[i] > 0 ? votes[i] * Math.log(votes[i]) : 0;
    }
    return new Opinion(classes.get(best), votes[at + best], entropy, novelty);
  }

  /**
   * How little it can be known: the doubt, and the novelty one and a half times. Each sees what the
   * other does not. Trees disagree about work between classes, yet agree about what lies beyond all
   * of them; what lies far from all training may still be clear.
   *
   * @return 0 to about 7; from 2 on it is rare
   */
  public double strangeness() {
    return doubt + far();
  }

  private double far() {
    return NOVELTY_WEIGHT * Math.min(novelty, MOST_NOVELTY);
  }

  /** The class, or unknown and why. */
  public Decision decide(Manifest.Domain domain) {
    if (strangeness() <= domain.strangeness()) {
      return new Decision(workload, confidence, novelty, "");
    }
    String reason =
        far() > doubt
            ? String.format(
                Locale.ROOT,
                "unlike anything in training (novelty %.1f; nearest is %s)",
                novelty,
                workload)
            : String.format(
                Locale.ROOT,
                "between classes (%.0f %% of the trees say %s)",
                100 * confidence,
                workload);
    return new Decision(WorkloadClass.UNKNOWN, confidence, novelty, reason);
  }
}
