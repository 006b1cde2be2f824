package io.trimtab.tuner.measure;

/** Which way an objective improves. */
public enum Direction {
  /** Smaller is better, as with elapsed time. */
  MINIMISE(1),
  /** Larger is better, as with operations per second. */
  MAXIMISE(-1);

  private final int sign;

  Direction(int sign) {
    this.sign = sign;
  }

  /** Returns 1 or -1, so that {@code sign * (ln baseline - ln candidate) > 0} is an improvement. */
  int sign() {
    return sign;
  }
}
