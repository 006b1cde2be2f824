package io.trimtab.daemon.loop;

import io.trimtab.features.pressure.PressureWindow;

/**
 * Tells that the objective has become worse and stays so: Page's CUSUM ("Continuous inspection
 * schemes", 1954), which is quickest to notice a lasting shift for a given rate of false alarms. It
 * learns what is usual from the first ticks that it is shown. An alarm is a suspicion and no
 * verdict, as loads change by themselves.
 */
final class ShiftDetector {
  /** Ticks from which the usual is learned. */
  private static final int LEARNED = 30;

  /** Half of the smallest shift of interest, in deviations; and when to raise the alarm. */
  private static final double SLACK = 0.75;

  private static final double ALARM = 12;

  /** Smallest deviation believed in: 3 %, as log2. */
  private static final double FLOOR = 0.043;

  /** A single tick tells no more than this, so that one wild reading is no alarm. */
  private static final double MOST = 5;

  private PressureWindow usual = new PressureWindow(LEARNED);
  private final PressureWindow shifted = new PressureWindow(LEARNED);
  private double sum;
  private boolean isReady;
  private double mean;
  private double deviation;

  /**
   * Takes a tick's cost.
   *
   * @return whether there is reason for suspicion
   */
  boolean next(double cost) {
    if (!Double.isFinite(cost)) {
      return false;
    }
    if (!isReady) {
      usual.add(cost);
      isReady = usual.isFull();
      mean = usual.mean();
      deviation = Math.max(FLOOR, Math.sqrt(usual.variance()));
      return false;
    }
    double surprise = Math.min(MOST, (cost - mean) / deviation);
    sum = Math.max(0, sum + surprise - SLACK);
    if (sum == 0) {
      shifted.clear();
    } else {
      shifted.add(cost);
    }
    return sum > ALARM;
  }

  /** The ticks since the shift, as far as it can be told when it was. */
  PressureWindow shifted() {
    return shifted;
  }

  /** What is usual is to be learned anew. */
  void restart() {
    shifted.clear();
    usual = new PressureWindow(LEARNED);
    sum = 0;
    isReady = false;
  }

  /** What is usual is known already. */
  void learn(PressureWindow known) {
    restart();
    if (known.count() >= Variation.FEWEST) {
      mean = known.mean();
      deviation = Math.max(FLOOR, Math.sqrt(known.variance()));
      isReady = true;
    }
  }
}
