package io.trimtab.cli.watch;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When the next tick is due. Ticks that came too late are left out; those after are on time. */
public final class Pace {
  private final LongSupplier nanos;
  private final long every;
  private long due;

  /**
   * @param nanos a clock that never jumps
   * @param first until the first tick
   * @param every from then on
   */
  public Pace(LongSupplier nanos, Duration first, Duration every) {
    this.nanos = nanos;
    this.every = every.toNanos();
    this.due = nanos.getAsLong() + first.toNanos();
  }

  /** Milliseconds until the next tick, rounded up; 0 if it is due. */
  public long remainingMillis() {
    return Math.max(0, (due - nanos.getAsLong() + 999_999) / 1_000_000);
  }

  /** Goes on to the first tick that is still to come. */
  public void advance() {
    long late = nanos.getAsLong() - due;
    due += every * (1 + Math.max(0, late) / every);
  }
}
