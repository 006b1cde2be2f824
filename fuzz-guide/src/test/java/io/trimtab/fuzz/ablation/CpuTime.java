package io.trimtab.fuzz.ablation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Processor time of this process, and of all that it has started and what those have started. On a
 * machine that others use too it tells what was done, which the clock does not.
 *
 * @param guide seconds of this process
 * @param kernels seconds of everything below it
 */
record CpuTime(double guide, double kernels) {
  /** Linux tells times in hundredths of a second, whatever its timer is. */
  private static final double TICKS = 100;

  /** Fields of /proc/PID/stat behind the name, from 0: times of a process, and of its dead. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;
  private static final int DEAD_USER = 13;
  private static final int DEAD_SYSTEM = 14;

  /** How often it is read again because a process ended meanwhile. */
  private static final int MOST_READINGS = 5;

  /**
   * The times now. Parents are read before their children, so that the time of one that ends
   * meanwhile is not counted with both; it may be counted with neither, and then all is read again.
   */
  static CpuTime now() {
    CpuTime now = new CpuTime(0, 0);
    boolean isWhole = false;
    for (int i = 0; i < MOST_READINGS && !isWhole; i++) {
      List<ProcessHandle> below =
          ProcessHandle.current()
              .descendants()
              .sorted(Comparator.comparingLong(ProcessHandle::pid))
              .toList();
      double[] own = times("self").orElseThrow();
      double kernels = own[1];
      isWhole = true;
      for (ProcessHandle process : below) {
        Optional<double[]> times = times(Long.toString(process.pid()));
        isWhole &= times.isPresent();
        kernels += times.map(both -> both[0] + both[1]).orElse(0.0);
      }
      now = new CpuTime(own[0], kernels);
    }
    return now;
  }

  double all() {
    return guide + kernels;
  }

  /** What a process has used, and its dead; empty if it has ended. */
  private static Optional<double[]> times(String process) {
    try {
      String line = Files.readString(Path.of("/proc", process, "stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return Optional.of(
          new double[] {
            (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS,
            (Long.parseLong(fields[DEAD_USER]) + Long.parseLong(fields[DEAD_SYSTEM])) / TICKS
          });
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
