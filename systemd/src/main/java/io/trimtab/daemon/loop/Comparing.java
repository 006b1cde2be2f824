package io.trimtab.daemon.loop;

import io.trimtab.features.pressure.PressureComparison;
import io.trimtab.features.pressure.PressureWindow;

/**
 * Compares the ticks since a change with those before it, for a while: is it better now, worse, or
 * cannot that be told?
 */
final class Comparing {
  private static final double ALPHA = 0.05;

  private final PressureWindow before;
  private final PressureWindow after;
  private final double margin;
  private int toSkip;

  /**
   * @param before costs, which stay as they are
   * @param ticks to look at, at least 1
   * @param margin the smallest difference that matters, as a share
   */
  Comparing(PressureWindow before, int ticks, int transition, double margin) {
    this.before = before;
    this.after = new PressureWindow(ticks);
    this.toSkip = transition;
    this.margin = Scale.share(margin);
  }

  void add(double cost) {
    if (toSkip > 0) {
      toSkip--;
    } else if (!after.isFull()) {
      after.add(cost);
    }
  }

  boolean isFull() {
    return after.isFull();
  }

  /** Worse means that costs are higher since the change. */
  PressureComparison result() {
    return PressureComparison.of(before, after, ALPHA, margin);
  }
}
