package io.trimtab.features.forest;

/** What stands in for numbers that are none. */
final class Finite {
  private Finite() {}

  /** Whether all of a vector's features are finite: only those times zero are zero. */
  static boolean all(double[] vectors, int at, int width) {
    double sum = 0;
    for (int i = at; i < at + width; i++) {
      sum += vectors[i] * 0;
    }
    return sum == 0;
  }

  static double or(double value, double substitute) {
    return Double.isFinite(value) ? value : substitute;
  }
}
