package io.trimtab.features.evaluate;

import java.util.Arrays;

/** The area under the curve of detections against false alarms. */
public final class Auroc {
  private Auroc() {}

  /**
   * The chance that something to be detected has a higher score than something that is not; of
   * equal ones, half. That is the area under the curve (Hanley and McNeil, Radiology 1982).
   *
   * @param ordinary scores of what is not to be detected
   * @param strange scores of what is
   * @return 0.5 for guesses, 1 if the two never overlap; not a number if there are none of either
   */
  public static double of(double[] ordinary, double[] strange) {
    double[] sorted = ordinary.clone();
    Arrays.sort(sorted);
    double wins = 0;
    for (double score : strange) {
      wins += (below(sorted, score, false) + below(sorted, score, true)) / 2.0;
    }
    return wins / ordinary.length / strange.length;
  }

  /** How many are below a score, or not above it. */
  private static int below(double[] sorted, double score, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean isBelow = orEqual ? sorted[middle] <= score : sorted[middle] < score;
      if (isBelow) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
