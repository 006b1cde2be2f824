package io.trimtab.tuner.search;

/**
 * One of the best points of a search, with what it is believed to be worth.
 *
 * @param point the configuration
 * @param estimate log-ratio against the baseline, shrunk towards what the other trials predict
 * @param error standard deviation of that estimate
 * @param measurements how often the point was measured
 */
public record Incumbent(Point point, double estimate, double error, int measurements) {
  /** Returns the estimate less one standard deviation, by which incumbents are compared. */
  public double lowerBound() {
    return estimate - error;
  }
}
