package io.trimtab.daemon.loop;

import io.trimtab.daemon.control.DaemonStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** What the daemon itself takes: CPU over the last minutes, memory, and its longest tick. */
final class OwnCost {
  private static final Path STATM = Path.of("/proc/self/statm");
  private static final long PAGE_BYTES = 4096;
  private static final int TICKS_BETWEEN_LOOKS = 10;
  private static final int LOOKS = 30;

  private record Look(long nanos, long cpuNanos) {}

  private final LongSupplier nanos;
  private final Deque<Look> looks = new ArrayDeque<>();
  private long resident;
  private long ticks;
  private long longestNanos;

  /**
   * @param nanos a clock that never jumps
   */
  OwnCost(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A tick is over that began at a time. */
  void tick(long beganNanos) {
    longestNanos = Math.max(longestNanos, nanos.getAsLong() - beganNanos);
    if (ticks++ % TICKS_BETWEEN_LOOKS == 0) {
      long cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
      looks.addLast(new Look(nanos.getAsLong(), cpu));
      if (looks.size() > LOOKS) {
        looks.removeFirst();
      }
      resident = residentBytes();
    }
  }

  private static long residentBytes() {
    try {
      return PAGE_BYTES * Long.parseLong(Files.readString(STATM).split(" ")[1]);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  DaemonStatus.Cost cost() {
    double share = 0;
    if (looks.size() > 1) {
      double elapsed = looks.getLast().nanos() - looks.getFirst().nanos();
      share =
          elapsed > 0 ? (looks.getLast().cpuNanos() - looks.getFirst().cpuNanos()) / elapsed : 0;
    }
    return new DaemonStatus.Cost(share, resident, ticks, Duration.ofNanos(longestNanos));
  }
}
