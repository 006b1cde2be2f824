package io.trimtab.features.classify;

import io.trimtab.features.model.Manifest;
import java.util.Locale;

/**
 * What a classifier makes of a vector before it is asked whether it can know.
 *
 * @param workload the class with the most votes
 * @param confidence their share
 * @param novelty how unlike all training the vector is; see {@link Novelty}
 */
public record Opinion(String workload, double confidence, double novelty) {
  private static final double NOVELTY_WEIGHT = 0.5;
  private static final double MOST_NOVELTY = 3;

  /**
   * How little it can be known: the share of votes against the class, and half the novelty. Each
   * sees what the other does not. Trees disagree about work between classes, yet agree about what
   * lies beyond all of them; what lies far from all training may still be clear.
   *
   * @return 0 to 2.5
   */
  public double strangeness() {
    return doubt() + far();
  }

  private double doubt() {
    return 1 - confidence;
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
        far() > doubt()
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
