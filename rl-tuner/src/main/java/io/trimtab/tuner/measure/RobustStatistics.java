package io.trimtab.tuner.measure;

import java.util.Arrays;

/** Statistics that a few wild readings do not move. */
final class RobustStatistics {
  /** Makes the MAD of Gaussian data estimate its standard deviation. */
  private static final double MAD_SCALE = 1.4826;

  private RobustStatistics() {}

  /** Returns the median of at least one value; the array is left as it is. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Returns the median absolute deviation from the median, scaled to a standard deviation. */
  static double scaledMad(double[] values) {
    double median = median(values);
    return MAD_SCALE * median(Arrays.stream(values).map(x -> Math.abs(x - median)).toArray());
  }
}
