package io.trimtab.tuner.measure;

/**
 * A closed interval of log-ratios; infinite on both sides as long as nothing is known.
 *
 * @param low lower end, may be negative infinity
 * @param high upper end, at least {@code low}, may be positive infinity
 */
public record Interval(double low, double high) {
  /** The interval that says nothing. */
  public static final Interval EVERYTHING =
      new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /**
   * Checks the order of the ends.
   *
   * @throws IllegalArgumentException if an end is not a number or the ends are out of order
   */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("not an interval: [" + low + ", " + high + "]");
    }
  }

  /** Returns the interval of this half-width about a centre. */
  public static Interval around(double centre, double halfWidth) {
    return new Interval(centre - halfWidth, centre + halfWidth);
  }

  /** Returns whether the value lies inside, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Returns whether the whole interval lies strictly above a value. */
  public boolean isAbove(double value) {
    return low > value;
  }

  /** Returns whether the whole interval lies strictly below a value. */
  public boolean isBelow(double value) {
    return high < value;
  }
}
