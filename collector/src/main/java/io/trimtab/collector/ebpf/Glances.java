package io.trimtab.collector.ebpf;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Has programs look at the kernel for a tenth of a second before each sample where there is much to
 * see, and all the time where there is not. Whoever causes an event pays for the programs that it
 * goes through, some 0.1 µs for each even if it passes the event over; at half a million pages a
 * second that is some per cent. A tracepoint that nothing is attached to costs nothing. What is
 * seen of a tenth of the time stands for all of it: see {@link WeightedSource}.
 *
 * <p>What lies across the edge of a look, such as a request that was issued before it, is not seen
 * whole; so this is for those who want to know how events follow each other, not how long they
 * take.
 */
final class Glances {
  private static final long LOOK_NANOS = 100_000_000;

  /** Looks begin above so many events a second, and end below half as many. */
  private static final double MUCH = 2_000;

  private final List<Program> programs;
  private final LongSupplier monotonicNanos;
  private boolean isGlancing;
  private long lastEnd;
  private double seconds;
  private double weight = 1;

  /**
   * @param programs what looks; all are attached
   * @param monotonicNanos a clock that never jumps
   */
  Glances(List<Program> programs, LongSupplier monotonicNanos) {
    this.programs = List.copyOf(programs);
    this.monotonicNanos = monotonicNanos;
    this.lastEnd = monotonicNanos.getAsLong();
  }

  /** Looks, before counters are read; it takes a tenth of a second where there is much to see. */
  void look() {
    long begin = lastEnd;
    if (isGlancing) {
      programs.forEach(Program::attach);
      begin = monotonicNanos.getAsLong();
      // An interrupt ends the look, and stays for whoever waits for it.
      long end = begin + LOOK_NANOS;
      for (long left = LOOK_NANOS; left > 0 && !Thread.currentThread().isInterrupted(); ) {
        LockSupport.parkNanos(left);
        left = end - monotonicNanos.getAsLong();
      }
      programs.forEach(Program::detach);
    }
    long now = monotonicNanos.getAsLong();
    seconds = (now - lastEnd) / 1e9;
    weight = isGlancing && now > begin ? (double) (now - lastEnd) / (now - begin) : 1;
    lastEnd = now;
  }

  /** What each event that was seen since the last sample stands for, from 1 on. */
  double weight() {
    return weight;
  }

  /**
   * Decides how to look from now on.
   *
   * @param events how many were seen since the last sample, with their weight
   */
  void saw(double events) {
    double rate = seconds > 0 ? events / seconds : 0;
    if (!isGlancing && rate > MUCH) {
      programs.forEach(Program::detach);
      isGlancing = true;
    } else if (isGlancing && rate < MUCH / 2) {
      programs.forEach(Program::attach);
      isGlancing = false;
    }
  }
}
