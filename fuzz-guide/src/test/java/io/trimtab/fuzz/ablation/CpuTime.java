package io.trimtab.fuzz.ablation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

  static CpuTime now() {
    double[] own = times("self");
    double kernels = own[1];
    for (ProcessHandle below : ProcessHandle.current().descendants().toList()) {
      double[] times = times(Long.toString(below.pid()));
      kernels += times[0] + times[1];
    }
    return new CpuTime(own[0], kernels);
  }

  double all() {
    return guide + kernels;
  }

  private static double[] times(String process) {
    try {
      String line = Files.readString(Path.of("/proc", process, "stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return new double[] {
        (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS,
        (Long.parseLong(fields[DEAD_USER]) + Long.parseLong(fields[DEAD_SYSTEM])) / TICKS
      };
    } catch (IOException e) {
      // It has ended meanwhile, and is counted with the dead of its parent the next time.
      return new double[2];
    }
  }
}
