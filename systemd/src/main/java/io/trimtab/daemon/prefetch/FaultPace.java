package io.trimtab.daemon.prefetch;

/**
 * Whether faults come fast. Where they do, it is cheaper to look for them now and then than to be
 * woken for each; where they do not, being woken costs less than looking in vain, and what follows
 * from a fault is asked for at once.
 */
final class FaultPace {
  private static final int SAMPLE = 32;

  private final long gapNanos;
  private long count;
  private long since;
  private boolean isFast;

  /**
   * @param gapNanos the mean time between faults below which they come fast
   */
  FaultPace(long gapNanos) {
    this.gapNanos = gapNanos;
  }

  /**
   * Takes in that faults were found.
   *
   * @param faults how many since it was called last
   */
  void observe(int faults, long now) {
    count += faults;
    long elapsed = now - since;
    if (count >= SAMPLE || elapsed >= SAMPLE * gapNanos) {
      isFast = count * gapNanos > elapsed;
      count = 0;
      since = now;
    }
  }

  boolean isFast() {
    return isFast;
  }
}
