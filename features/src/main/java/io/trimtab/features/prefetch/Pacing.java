package io.trimtab.features.prefetch;

/**
 * How far ahead to be, in time: further while pages are touched before the kernel has been told of
 * them, slowly nearer again while none are. Too near is worse than not at all (each page is then
 * waited for one by one); too far costs memory.
 */
final class Pacing {
  private static final long NEAREST = 600_000;
  private static final long FARTHEST = 10_000_000;
  private static final long LAG = 150_000;
  private static final long FEW = 20;
  private static final double TOO_LATE = 0.05;
  private static final double FARTHER = 1.3;
  private static final double NEARER = 0.99;

  private double horizon = 1_500_000;
  private long usedThen;
  private long lateThen;

  void observe(AskedPages asked) {
    long used = asked.used() + asked.missed() - usedThen;
    long late = asked.late() + asked.missed() - lateThen;
    if (used < FEW) {
      return;
    }
    usedThen += used;
    lateThen += late;
    horizon *= late > TOO_LATE * used ? FARTHER : NEARER;
    horizon = Math.max(NEAREST, Math.min(FARTHEST, horizon));
  }

  /** How long before it is needed a page is asked for, in ns. */
  long horizon() {
    return (long) horizon;
  }

  /** What is needed within this time cannot be had in time. */
  long lag() {
    return LAG;
  }
}
