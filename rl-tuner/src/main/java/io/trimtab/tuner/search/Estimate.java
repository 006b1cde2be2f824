package io.trimtab.tuner.search;

/** A log-ratio and its standard error. */
record Estimate(double mean, double error) {
  static final Estimate ZERO = new Estimate(0, 0);

  /** Effects smaller than this are of no interest however surely they are known: 2 %. */
  private static final double SMALLEST = 0.02;

  /** Standard errors that an effect must exceed to count as one. */
  private static final double Z = 2;

  Estimate minus(Estimate other) {
    return new Estimate(mean - other.mean, Math.hypot(error, other.error));
  }

  /** Combines two independent estimates of one thing by their precision. */
  Estimate pooledWith(Estimate other) {
    double w = 1 / (error * error);
    double v = 1 / (other.error * other.error);
    return new Estimate((w * mean + v * other.mean) / (w + v), 1 / Math.sqrt(w + v));
  }

  /** Returns whether the effect is beyond noise, in either direction. */
  boolean isEffect() {
    return Math.abs(mean) > threshold();
  }

  boolean isGain() {
    return mean > threshold();
  }

  /** Returns whether the effect is so far beyond noise that a second look would be wasted. */
  boolean isClear() {
    return Math.abs(mean) > 2 * threshold();
  }

  private double threshold() {
    return Math.max(SMALLEST, Z * error);
  }
}
