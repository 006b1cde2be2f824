package io.trimtab.daemon.control;

/** At most so many a second. */
final class Pace {
  private static final long SECOND = 1_000_000_000L;

  private final int most;
  private long begin;
  private int count;

  Pace(int most, long now) {
    this.most = most;
    this.begin = now;
  }

  /**
   * Counts one more.
   *
   * @return nanoseconds until the next may come; 0 for at once
   */
  long count(long now) {
    if (now - begin >= SECOND) {
      begin = now;
      count = 0;
    }
    count++;
    return count < most ? 0 : begin + SECOND - now;
  }
}
