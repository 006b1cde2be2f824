package io.trimtab.tuner.dataset;

import io.trimtab.collector.Collector;
import io.trimtab.collector.sample.Sample;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Takes samples at equal distances. */
final class RunSampler {
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

  /** Takes one that long after the one before. */
  Sample after(Duration time) throws InterruptedException {
    due += time.toNanos();
    TimeUnit.NANOSECONDS.sleep(due - monotonicNanos.getAsLong());
    Sample sample = collector.tick().copy();
    if (Thread.interrupted()) {
      throw new InterruptedException(); // What was read meanwhile may be incomplete.
    }
    return sample;
  }
}
