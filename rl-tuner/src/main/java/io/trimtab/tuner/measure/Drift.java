package io.trimtab.tuner.measure;

import java.util.Arrays;

/**
 * How the baseline itself moved over time.
 *
 * @param percentPerMinute slope of the baseline reading, in per cent of itself per minute
 * @param low lower end of the slope's 95 % interval, same unit
 * @param high upper end of the slope's 95 % interval, same unit
 * @param significant whether the interval excludes zero
 */
public record Drift(double percentPerMinute, double low, double high, boolean significant) {
  /** Fewest readings from which a drift is claimed. */
  public static final int FEWEST = 8;

  private static final double Z_95 = 1.96;

  /** No drift known. */
  public static final Drift UNKNOWN =
      new Drift(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);

  /**
   * Estimates the drift of baseline readings by the Theil-Sen slope of their logarithms with Sen's
   * rank interval ("Estimates of the regression coefficient based on Kendall's tau", 1968). It is
   * used rather than least squares because a single disturbed run does not turn it.
   *
   * @param seconds when each reading was taken, in seconds from any origin, not all equal
   * @param readings positive readings, as many as times
   * @return {@link #UNKNOWN} for fewer than {@value #FEWEST} readings or readings all at one time
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Drift of(double[] seconds, double[] readings) {
    int n = seconds.length;
    if (readings.length != n) {
      throw new IllegalArgumentException(n + " times for " + readings.length + " readings");
    }
    double[] slopes = slopes(seconds, readings);
    if (n < FEWEST || slopes.length == 0) {
      return UNKNOWN;
    }
    double reach = Z_95 * Math.sqrt(n * (n - 1.0) * (2.0 * n + 5) / 18);
    int lowIndex = (int) Math.floor((slopes.length - reach) / 2);
    int highIndex = (int) Math.ceil((slopes.length + reach) / 2);
    double low = lowIndex < 0 ? Double.NEGATIVE_INFINITY : slopes[lowIndex];
    double high = highIndex >= slopes.length ? Double.POSITIVE_INFINITY : slopes[highIndex];
    double scale = 100 * 60;
    return new Drift(
        scale * RobustStatistics.median(slopes), scale * low, scale * high, low > 0 || high < 0);
  }

  private static double[] slopes(double[] seconds, double[] readings) {
    int n = seconds.length;
    double[] slopes = new double[n * (n - 1) / 2];
    int count = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double time = seconds[j] - seconds[i];
        if (time != 0) {
          slopes[count++] = (Math.log(readings[j]) - Math.log(readings[i])) / time;
        }
      }
    }
    double[] sorted = Arrays.copyOf(slopes, count);
    Arrays.sort(sorted);
    return sorted;
  }
}
