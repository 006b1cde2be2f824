package io.trimtab.features.evaluate;

import io.trimtab.features.classify.Smoother;
import io.trimtab.features.model.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How soon a change of phase is recognised: runs are put one after another in an order that is
 * drawn, so that each is of another class than the one before, and their decisions are smoothed as
 * they are at work. A change is recognised when the smoothed class is that of the new run. The
 * change lies between two intervals here; where it lies within one, as it mostly does, up to an
 * interval comes on top.
 *
 * @param changes how many changes there were
 * @param median seconds from the change until it was recognised, at one vector a second; not a
 *     number if there were none
 * @param late the same of the slowest tenth
 * @param missed the share that was not recognised as long as the run lasted
 * @param falseChanges changes to another class although the run went on, for each hour
 */
public record PhaseChanges(
    int changes, double median, double late, double missed, double falseChanges) {
  private static final int ORDERS = 20;
  private static final double HOUR = 3600;

  /** Measures it over 20 orders of the runs. */
  public static PhaseChanges of(List<Said> runs, Manifest.Domain domain, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Double> delays = new ArrayList<>();
    long seconds = 0;
    long wrong = 0;
    for (int order = 0; order < ORDERS; order++) {
      List<Said> shuffled = new ArrayList<>(runs);
      for (int i = shuffled.size() - 1; i > 0; i--) {
        Collections.swap(shuffled, i, random.nextInt(i + 1));
      }
      Smoother smoother = new Smoother();
      String before = "";
      for (Said said : shuffled) {
        if (!said.truth().equals(before)) {
          double delay = Double.POSITIVE_INFINITY;
          for (int i = 0; i < said.opinions().size(); i++) {
            Smoother.State state = smoother.next(said.opinions().get(i).decide(domain), 0);
            boolean isRight = state.workload().equals(said.truth());
            if (isRight && Double.isInfinite(delay)) {
              delay = i + 1;
            } else if (!isRight && state.changed() && !Double.isInfinite(delay)) {
              wrong++;
            }
          }
          seconds += said.opinions().size();
          if (!before.isEmpty()) {
            delays.add(delay);
          }
          before = said.truth();
        }
      }
    }
    return summary(delays, wrong / Math.max(1, seconds / HOUR));
  }

  private static PhaseChanges summary(List<Double> delays, double falseChanges) {
    double[] sorted = delays.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      return new PhaseChanges(0, Double.NaN, Double.NaN, Double.NaN, falseChanges);
    }
    double missed = (double) Arrays.stream(sorted).filter(Double::isInfinite).count();
    return new PhaseChanges(
        sorted.length,
        sorted[sorted.length / 2],
        sorted[sorted.length * 9 / 10],
        missed / sorted.length,
        falseChanges);
  }
}
