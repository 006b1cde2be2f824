package io.trimtab.fuzz.loop;

import java.util.concurrent.atomic.AtomicLong;

/** A share of all runs that something may take at most. For several threads. */
final class Share {
  private final double most;
  private final AtomicLong all;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param most 0 to 1
   * @param all runs so far, whatever for
   */
  Share(double most, AtomicLong all) {
    this.most = most;
    this.all = all;
  }

  /** Whether there is any left. */
  boolean isLeft() {
    return taken.get() < most * all.get();
  }

  /** One more run goes to it. */
  void take() {
    taken.incrementAndGet();
  }
}
