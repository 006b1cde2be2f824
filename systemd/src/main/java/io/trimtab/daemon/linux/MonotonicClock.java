package io.trimtab.daemon.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** CLOCK_MONOTONIC, which systemd compares a reload's beginning by. */
final class MonotonicClock {
  private static final int CLOCK_MONOTONIC = 1;

  static {
    Native.register(MonotonicClock.class, "c");
  }

  private MonotonicClock() {}

  static long micros() {
    // struct timespec { long tv_sec; long tv_nsec; }
    try (Memory time = new Memory(2L * Native.LONG_SIZE)) {
      clock_gettime(CLOCK_MONOTONIC, time);
      long seconds = time.getNativeLong(0).longValue();
      long nanos = time.getNativeLong(Native.LONG_SIZE).longValue();
      return seconds * 1_000_000 + nanos / 1_000;
    }
  }

  private static native int clock_gettime(int clock, Pointer time);
}
