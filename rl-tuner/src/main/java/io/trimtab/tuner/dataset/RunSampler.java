package io.trimtab.tuner.dataset;

import io.trimtab.collector.Collector;
import io.trimtab.collector.sample.Sample;
import io.trimtab.tuner.TunerException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Takes samples at equal distances. */
final class RunSampler {
  private static final long LATE_NANOS = 100_000_000;
  private static final long HOPELESS_NANOS = 4_000_000_000L;

  private final Collector collector;
  private final LongSupplier monotonicNanos;
  private final Duration every;
  private long due;

  /**
   * @param monotonicNanos a clock that never jumps
   */
  RunSampler(Collector collector, LongSupplier monotonicNanos, Duration every) {
    this.collector = collector;
    this.monotonicNanos = monotonicNanos;
    this.every = every;
  }

  /** Takes one at once; the others follow at their distances from it. */
  Sample first() {
    due = monotonicNanos.getAsLong();
    return collector.tick().copy();
  }

  /** Waits until the next one is due, and takes it. */
  Sample next() throws InterruptedException {
    return after(every);
  }

  /**
   * Takes one that long after the one before, or as soon as the host lets it.
   *
   * @throws TunerException if that is much too late
   */
  Sample after(Duration time) throws InterruptedException {
    due += time.toNanos();
    TimeUnit.NANOSECONDS.sleep(due - monotonicNanos.getAsLong());
    long late = monotonicNanos.getAsLong() - due;
    if (late > HOPELESS_NANOS) {
      throw new TunerException(
          String.format(
              Locale.ROOT, "a sample was %.1f s late: the host was too busy to look", late / 1e9));
    }
    if (late > LATE_NANOS) {
      due += late; // Samples in a hurry would stand for no time at all.
    }
    Sample sample = collector.tick().copy();
    if (Thread.interrupted()) {
      throw new InterruptedException(); // What was read meanwhile may be incomplete.
    }
    return sample;
  }
}
