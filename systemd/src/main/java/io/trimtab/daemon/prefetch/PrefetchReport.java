package io.trimtab.daemon.prefetch;

import io.trimtab.features.prefetch.Payoff;
import java.util.List;

/**
 * How prefetching went so far; counts are since the start.
 *
 * @param faults page faults that were seen
 * @param majors of those, faults that waited for the disk
 * @param fetched pages that were brought in
 * @param used pages that were asked for and then touched
 * @param late of those, touched before the kernel had been told
 * @param wasted pages that were brought in and not touched while it mattered
 * @param needless pages that were asked for and were there
 * @param dropped pages that would have come too late, or too fast
 * @param refused ranges that the kernel did not take
 * @param lost faults that came too fast to be seen, or of more processes than can be looked after
 * @param calls system calls that asked for pages
 * @param medianNanos from a fault to the call, half of the time
 * @param p99Nanos and 99 times in 100, both 0 where there was none
 * @param cpuNanos processor time of the loop's own threads
 * @param processes those that are looked after now
 */
public record PrefetchReport(
    long faults,
    long majors,
    long fetched,
    long used,
    long late,
    long wasted,
    long needless,
    long dropped,
    long refused,
    long lost,
    long calls,
    long medianNanos,
    long p99Nanos,
    long cpuNanos,
    List<OfProcess> processes) {
  public PrefetchReport {
    processes = List.copyOf(processes);
  }

  /**
   * One process.
   *
   * @param verdict whether it pays
   * @param gain by how much faults came faster with it, when last compared
   */
  public record OfProcess(
      int pid, long faults, long fetched, long used, Payoff.Verdict verdict, double gain) {}

  /** The share of the pages brought in that were touched, from 0 to 1; NaN if there were none. */
  public double accuracy() {
    return used / (double) fetched;
  }

  /** The share of the faults that would have waited for the disk, and did not. */
  public double coverage() {
    return used / (double) (used + majors);
  }

  /** The share of the used pages that had been asked for in time. */
  public double timeliness() {
    return (used - late) / (double) used;
  }
}
