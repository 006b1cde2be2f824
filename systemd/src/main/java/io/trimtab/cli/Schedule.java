package io.trimtab.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When ticks are due: at multiples of an interval since the beginning, however long each takes. One
 * that could not be kept is left out and counted; nothing is made up for in a hurry.
 */
final class Schedule {
  private final LongSupplier monotonicNanos;
  private final long every;
  private long due;
  private long missed;

  /** The first tick is due at once. */
  Schedule(LongSupplier monotonicNanos, Duration every) {
    this(monotonicNanos, Duration.ZERO, every);
  }

  /**
   * A schedule whose first tick is due later.
   *
   * @param first until the first tick
   * @param every from then on
   */
  Schedule(LongSupplier monotonicNanos, Duration first, Duration every) {
    this.monotonicNanos = monotonicNanos;
    this.every = every.toNanos();
    this.due = monotonicNanos.getAsLong() + first.toNanos();
  }

  /** When the next tick is due, by the monotonic clock. */
  long due() {
    return due;
  }

  /** Milliseconds until the next tick, rounded up; 0 if it is due. */
  long remainingMillis() {
    return Math.max(0, (due - monotonicNanos.getAsLong() + 999_999) / 1_000_000);
  }

  /** How many ticks were left out. */
  long missed() {
    return missed;
  }

  /** Says that the tick that was due is done: the next one is the first that lies ahead. */
  void done() {
    due += every;
    long late = monotonicNanos.getAsLong() - due;
    if (late >= 0) {
      long over = late / every + 1;
      missed += over;
      due += over * every;
    }
  }

  /** Waits for the next tick. */
  void await() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(due - monotonicNanos.getAsLong());
  }
}
