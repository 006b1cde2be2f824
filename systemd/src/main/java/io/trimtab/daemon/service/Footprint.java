package io.trimtab.daemon.service;

import io.trimtab.daemon.linux.NativeHeap;
import java.time.Duration;

/**
 * Gives memory back that a burst of work has left: a start reads a configuration, models and the
 * kernel's types, and needs little of that ever after. By themselves neither the Java heap nor the
 * C library's shrink while there is little to do. It takes some 20 ms.
 */
final class Footprint {
  /** The first ticks load what the later ones need. */
  private static final long FIRST_NANOS = Duration.ofSeconds(5).toNanos();

  /** After a minute what ticks need is compiled, and compiling has left its own. */
  private static final long SETTLED_NANOS = Duration.ofMinutes(1).toNanos();

  private static final long EVERY_NANOS = Duration.ofMinutes(10).toNanos();

  private final long settledNanos;
  private long dueNanos;

  /**
   * @param nowNanos by a clock that never jumps
   */
  Footprint(long nowNanos) {
    this.dueNanos = nowNanos + FIRST_NANOS;
    this.settledNanos = nowNanos + SETTLED_NANOS;
  }

  /** Makes it smaller, if it is time. */
  void tend(long nowNanos) {
    if (nowNanos - dueNanos >= 0) {
      dueNanos = nowNanos - settledNanos < 0 ? settledNanos : nowNanos + EVERY_NANOS;
      System.gc();
      NativeHeap.trim();
    }
  }
}
