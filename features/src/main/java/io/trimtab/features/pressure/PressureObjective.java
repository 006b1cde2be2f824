package io.trimtab.features.pressure;

import io.trimtab.collector.sample.HistogramView;
import io.trimtab.features.extract.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells how well a host does when no benchmark does: the time that tasks spend, running and
 * stalled, for each unit of progress. By Little's law ("A proof for the queuing formula L = λW",
 * 1961) the mean number of tasks that are at work, divided by the rate at which work is finished,
 * is the mean time that a unit of work takes. For loads that always want more that falls as
 * throughput rises; for loads that come at a given rate it falls as they are served sooner.
 *
 * <p>Progress is only what reached a task. Bytes from a disk are none: readahead that nobody uses
 * moves many. Nor are sleeps for I/O, preemptions, or time in the kernel.
 *
 * <p>User time counts in proportion to its share of all time spent. A program that computes makes
 * progress by computing, while of one that waits for a disk 99 % of its time the little user time
 * tells less than the noise of everything else on the host.
 *
 * <p>Stalls are known by several means, each of which sees a part: PSI counts time in which at
 * least one task was held up, the scheduler's waits are measured for one switch in 16. Both are
 * lower bounds of the number of tasks, the latter once its sampling error is taken off; the larger
 * is taken. See docs/concepts.md for what cannot be seen.
 */
public final class PressureObjective {
  /** Less spent than this for each CPU is idleness, of which nothing can be said. */
  private static final double IDLE = 0.01;

  private static final double NANOS = 1e9;
  private static final double PAGE_SECONDS = 1e-6;
  private static final double HANDOVER_SECONDS = 0.25e-6;

  /** Progress for each CPU that is never gone below: one page a second. */
  private static final double LEAST_PROGRESS = PAGE_SECONDS;

  private static final double PAGE_BYTES = 4096;
  private static final double HUGE_PAGE = 512;

  /** What passes through the page cache may be this much more than what was counted into it. */
  private static final double MARGIN = 1.25;

  /** One wait in so many is measured. */
  private static final double SAMPLED = 16;

  private final Interval interval;
  private final List<String> missing = new ArrayList<>();

  private PressureObjective(Interval interval) {
    this.interval = interval;
  }

  /**
   * The objective over one interval, best a second or more.
   *
   * @return unknown for an idle host, and where CPU times, faults or every sign of stalls are
   *     absent; what else is absent is left out, and named
   */
  public static Pressure of(Interval interval) {
    return new PressureObjective(interval).pressure();
  }

  private Pressure pressure() {
    if (!(interval.seconds() > 0)) {
      return new Pressure.Unknown("no time passed between the samples");
    }
    double user = (interval.rate("sched.time_user") + interval.rate("sched.time_nice")) / NANOS;
    double kernel =
        (interval.rate("sched.time_system")
                + interval.rate("sched.time_irq")
                + interval.rate("sched.time_softirq"))
            / NANOS;
    double faults = interval.rate("paging.faults");
    if (Double.isNaN(user) || Double.isNaN(kernel)) {
      return new Pressure.Unknown("CPU times are absent (/proc/stat)");
    }
    if (Double.isNaN(faults)) {
      return new Pressure.Unknown("page faults are absent (/proc/vmstat)");
    }
    double waitingForCpu = longest("sched.runqueue_latency", "psi.cpu_some");
    double waitingForData = longest("sched.io_wait", "psi.io_some", "psi.memory_some");
    if (Double.isNaN(waitingForCpu) || Double.isNaN(waitingForData)) {
      return new Pressure.Unknown("neither PSI nor eBPF tells here how long tasks are held up");
    }
    Spent spent = new Spent(user + kernel, waitingForCpu, waitingForData);
    if (spent.total() < IDLE * interval.cpus()) {
      return new Pressure.Unknown("the host was idle");
    }
    Progress progress = progress(user * user / spent.total(), faults);
    double least = LEAST_PROGRESS * interval.cpus();
    double value = Math.log(spent.total() / (progress.total() + least)) / Math.log(2);
    return new Pressure.Known(value, spent, progress, missing);
  }

  private Progress progress(double user, double faults) {
    double insertions = rate("paging.cache_insertions");
    boolean knowsCache = missing.isEmpty();
    double filled = MARGIN * (insertions + orZero(interval.rate("paging.swap_in")));
    double hugeFaults = orZero(interval.rate("paging.thp_faults"));
    double allocated = knowsCache ? orZero(interval.rate("paging.allocated")) - filled : 0;
    double direct = knowsCache ? uncached(filled) : 0;
    double handovers =
        rate("sched.switches_voluntary")
            - interval.histogram("sched.io_wait").count() / interval.seconds();
    return new Progress(
        user,
        // One fault may bring many pages, which are seen where they are allocated.
        PAGE_SECONDS * Math.max(faults + (HUGE_PAGE - 1) * hugeFaults, allocated),
        PAGE_SECONDS * rate("file.delivered"),
        PAGE_SECONDS * rate("paging.dirtied"),
        PAGE_SECONDS * direct,
        HANDOVER_SECONDS * Math.max(0, handovers));
  }

  /**
   * Pages to and from disks that are too many to have been in the page cache, or swap.
   *
   * @param filled pages a second that were filled there, with the margin
   */
  private double uncached(double filled) {
    double read = rate("paging.read") / PAGE_BYTES;
    double written = rate("paging.write") / PAGE_BYTES;
    return Math.max(0, read - filled) + Math.max(0, written - MARGIN * rate("paging.written"));
  }

  /** A rate to do without, if need be. */
  private double rate(String counter) {
    double rate = interval.rate(counter);
    if (Double.isNaN(rate)) {
      missing.add(counter);
      return 0;
    }
    return rate;
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** The largest of what several sources say about stalls; not a number if none says anything. */
  private double longest(String histogram, String... pressures) {
    double longest = waits(histogram);
    for (String pressure : pressures) {
      double share = interval.rate(pressure) / NANOS;
      longest = Double.isNaN(longest) ? share : Math.max(longest, orZero(share));
    }
    return longest;
  }

  /** How many tasks waited at a time at least, by a histogram of sampled waits. */
  private double waits(String histogram) {
    HistogramView view = interval.histogram(histogram);
    if (view.isAbsent()) {
      return Double.NaN;
    }
    double error = view.count() == 0 ? 1 : Math.min(1, 2 / Math.sqrt(view.count() / SAMPLED));
    return view.sum() / NANOS / interval.seconds() * (1 - error);
  }
}
