package io.trimtab.daemon.loop;

import io.trimtab.features.pressure.PressureWindow;

/**
 * How much the objective varies by itself, from one tick to the next: so long a trial's blocks have
 * to be.
 */
final class Variation {
  private static final int WINDOW = 60;

  /** Fewer ticks than this say nothing. */
  static final int FEWEST = 8;

  /** A tick is much like the one before; a correlation of 0.3 makes a mean that much wider. */
  private static final double CORRELATED = 1.36;

  /** Blocks are no longer than so many times the shortest. */
  private static final int LONGEST = 4;

  private static final double LEAST = 0.005;
  private static final double LN_2 = Math.log(2);

  private final PressureWindow window = new PressureWindow(WINDOW);

  /** A tick's cost under what is in force; not a number if it is unknown. */
  void add(double cost) {
    window.add(cost);
  }

  void clear() {
    window.clear();
  }

  boolean isKnown() {
    return window.count() >= FEWEST;
  }

  PressureWindow window() {
    return window;
  }

  /** The standard deviation of the mean over some ticks, as a natural logarithm. */
  double deviation(int ticks) {
    double each = isKnown() ? Math.sqrt(window.variance()) * LN_2 * CORRELATED : 0.05;
    return Math.max(LEAST, each / Math.sqrt(Math.max(1, ticks)));
  }

  /**
   * Ticks of a block whose mean is about as exact as the smallest gain that matters.
   *
   * @param shortest at least this many
   */
  int ticks(int shortest, double minGain) {
    double ratio = deviation(1) / Math.max(0.01, minGain);
    return (int) Math.max(shortest, Math.min(LONGEST * shortest, Math.ceil(ratio * ratio)));
  }
}
