package io.trimtab.features.extract;

import static io.trimtab.features.extract.Formulas.entropy;
import static io.trimtab.features.extract.Formulas.events;
import static io.trimtab.features.extract.Formulas.log2;
import static io.trimtab.features.extract.Formulas.part;
import static io.trimtab.features.extract.Formulas.pressure;
import static io.trimtab.features.extract.Formulas.quantile;
import static io.trimtab.features.extract.Formulas.rate;
import static io.trimtab.features.extract.Formulas.share;

import io.trimtab.features.registry.FeatureSchema;
import java.util.List;

/**
 * What a host does, as a model sees it: shares between 0 and 1, rates for each CPU and second as
 * log2(1 + rate), durations and sizes as log2 (nanoseconds, bytes). None depends on how many CPUs,
 * devices or bytes of memory there are, so that a model moves between hosts. Change from one
 * interval to the next (the trend) is left to whoever keeps several vectors.
 */
public final class HostFeatures {
  private static final List<Feature> ALL =
      List.of(
          new Feature("cpu_busy", "Share of CPU time that is not idle", HostFeatures::busy),
          new Feature(
              "cpu_system", "Share of busy time that is the kernel's", HostFeatures::system),
          new Feature("cpu_iowait", "Share of CPU time idle for I/O", HostFeatures::iowait),
          new Feature("runnable", "log2(1 + runnable tasks for each CPU)", HostFeatures::runnable),
          new Feature("switches", "Context switches", rate("sched.switches")),
          new Feature(
              "switches_voluntary",
              "Share of switches in which the task went to sleep",
              HostFeatures::voluntary),
          new Feature("wakeups", "Tasks woken", rate("sched.wakeups")),
          new Feature("migrations", "Tasks moved to another CPU", rate("sched.migrations")),
          new Feature("forks", "Processes and threads created", rate("sched.forks")),
          new Feature(
              "runqueue_p50", "Wait in the run queue", quantile("sched.runqueue_latency", 0.5)),
          new Feature("runqueue_p99", "The same", quantile("sched.runqueue_latency", 0.99)),
          new Feature(
              "on_cpu_p50", "Time on the CPU at a time", quantile("sched.time_on_cpu", 0.5)),
          new Feature("on_cpu_entropy", "How varied it is", entropy("sched.time_on_cpu")),
          new Feature("idle_p50", "Idle time at a time", quantile("sched.idle_length", 0.5)),
          new Feature("io_wait_p50", "Wait for block I/O", quantile("sched.io_wait", 0.5)),
          new Feature("faults", "Page faults", rate("paging.faults")),
          new Feature("faults_major", "Page faults that read", rate("paging.faults_major")),
          new Feature("allocated", "Pages allocated", rate("paging.allocated")),
          new Feature("cache_insertions", "Pages into the cache", rate("paging.cache_insertions")),
          new Feature("cache_evictions", "Pages out of the cache", rate("paging.cache_evictions")),
          new Feature(
              "readahead_used",
              "Share of read-ahead pages that were used",
              share("file.readahead_used", "file.readahead")),
          new Feature("file_accesses", "Reads and faults of files", rate("file.accesses")),
          new Feature(
              "file_sequential",
              "Share of them that follow the last",
              share("file.sequential", "file.compared")),
          new Feature("file_pages", "Pages that they were about", rate("file.pages")),
          new Feature("refaults", "File pages that came back", rate("paging.refault_file")),
          new Feature("swap_in", "Pages from swap", rate("paging.swap_in")),
          new Feature("swap_out", "Pages to swap", rate("paging.swap_out")),
          new Feature("scanned_file", "File pages looked at", rate("paging.scan_file")),
          new Feature("scanned_anon", "Anonymous pages looked at", rate("paging.scan_anon")),
          new Feature(
              "direct_scan", "Pages that allocations looked at", rate("paging.scan_direct")),
          new Feature("dirtied", "Pages made dirty", rate("paging.dirtied")),
          new Feature("written", "Dirty pages written", rate("paging.written")),
          new Feature("thp_faults", "Huge pages faulted in", rate("paging.thp_faults")),
          new Feature(
              "free",
              "Share of memory that is available",
              part("memory.available", "memory.total")),
          new Feature("dirty", "Share of memory that waits to be written", HostFeatures::dirty),
          new Feature("requests", "Block requests issued", rate("block.issued")),
          new Feature("reads", "Reads completed", rate("block.reads")),
          new Feature("writes", "Writes completed", rate("block.writes")),
          new Feature("flushes", "Flushes completed", rate("block.flushes")),
          new Feature(
              "sequential",
              "Share of requests that follow another",
              share("block.sequential", "block.issued")),
          new Feature("request_size_p50", "Bytes of a request", quantile("block.size", 0.5)),
          new Feature("request_latency_p50", "Time of a request", quantile("block.latency", 0.5)),
          new Feature("depth", "Requests under way on average, by CPU", HostFeatures::depth),
          new Feature(
              "distance_entropy", "How varied jumps are", entropy("block.distance_forward")),
          new Feature(
              "psi_cpu", "Share of time some task waited for a CPU", pressure("psi.cpu_some")),
          new Feature("psi_memory", "The same for memory", pressure("psi.memory_some")),
          new Feature(
              "psi_memory_full", "All tasks waited for memory", pressure("psi.memory_full")),
          new Feature("psi_io", "Some task waited for I/O", pressure("psi.io_some")),
          new Feature("psi_io_full", "All tasks waited for I/O", pressure("psi.io_full")),
          new Feature(
              "cpu_softirq", "Share of busy time in soft interrupts", HostFeatures::softirq),
          new Feature(
              "reclaimed",
              "Share of the pages looked at that were reclaimed",
              HostFeatures::reclaimed),
          new Feature("freed", "Pages freed", rate("paging.freed")),
          new Feature("interrupts", "Interrupts served", rate("sched.interrupts")),
          new Feature("blocked", "log2(1 + tasks waiting for I/O, by CPU)", HostFeatures::blocked),
          new Feature("reclaims", "Allocations that reclaimed", events("paging.direct_reclaim")),
          new Feature(
              "reclaims_cgroup",
              "Allocations that reclaimed from their cgroup",
              events("paging.cgroup_reclaim")),
          new Feature(
              "refaults_anon", "Anonymous pages that came back", rate("paging.refault_anon")),
          new Feature("activated", "Pages that became active", rate("paging.activated")),
          new Feature("read_bytes", "Bytes read from devices", rate("block.read_bytes")),
          new Feature("written_bytes", "Bytes written to devices", rate("block.write_bytes")),
          new Feature(
              "distance_p50",
              "Bytes from a request to the next, forward",
              quantile("block.distance_forward", 0.5)),
          new Feature(
              "anonymous",
              "Share of memory that is anonymous",
              part("memory.anon", "memory.total")),
          new Feature(
              "anonymous_huge",
              "Share of anonymous memory in huge pages",
              part("memory.anon_huge", "memory.anon")),
          new Feature(
              "cached",
              "Share of memory that is page cache",
              part("memory.cached", "memory.total")));

  private static final FeatureSchema SCHEMA =
      new FeatureSchema(ALL.stream().map(Feature::name).toList());

  private HostFeatures() {}

  public static List<Feature> all() {
    return ALL;
  }

  /** Their names, in the order of the vectors. */
  public static FeatureSchema schema() {
    return SCHEMA;
  }

  /**
   * Fills in a vector.
   *
   * @param into as long as the schema; not a number where a feature cannot be known
   */
  public static void extract(Interval interval, double[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = ALL.get(i).formula().applyAsDouble(interval);
    }
  }

  private static double busyTime(Interval interval) {
    return interval.growth("sched.time_user")
        + interval.growth("sched.time_nice")
        + system(interval, "sched.time_system", "sched.time_irq", "sched.time_softirq");
  }

  private static double system(Interval interval, String... parts) {
    double sum = 0;
    for (String part : parts) {
      sum += interval.growth(part);
    }
    return sum;
  }

  private static double busy(Interval interval) {
    double busy = busyTime(interval);
    double idle = Math.max(0, idleTime(interval));
    return share(busy, busy + idle);
  }

  /** Waiting for I/O is idle time, which the kernel may count backwards. */
  private static double idleTime(Interval interval) {
    double iowait = interval.growth("sched.time_iowait");
    return interval.growth("sched.time_idle") + (Double.isNaN(iowait) ? 0 : iowait);
  }

  private static double system(Interval interval) {
    return share(
        system(interval, "sched.time_system", "sched.time_irq", "sched.time_softirq"),
        busyTime(interval));
  }

  private static double softirq(Interval interval) {
    return share(interval.growth("sched.time_softirq"), busyTime(interval));
  }

  private static double reclaimed(Interval interval) {
    double looked = interval.growth("paging.scan_file") + interval.growth("paging.scan_anon");
    return share(
        interval.growth("paging.steal_file") + interval.growth("paging.steal_anon"), looked);
  }

  private static double iowait(Interval interval) {
    double iowait = interval.growth("sched.time_iowait");
    return share(Double.isNaN(iowait) ? 0 : iowait, busyTime(interval) + idleTime(interval));
  }

  private static double runnable(Interval interval) {
    return log2(1 + interval.gauge("sched.runnable") / interval.cpus());
  }

  private static double voluntary(Interval interval) {
    double voluntary = interval.growth("sched.switches_voluntary");
    return share(voluntary, voluntary + interval.growth("sched.switches_involuntary"));
  }

  private static double depth(Interval interval) {
    return log2(1 + interval.rate("block.queue_time") / 1e9 / interval.cpus());
  }

  private static double blocked(Interval interval) {
    return log2(1 + interval.gauge("sched.blocked") / interval.cpus());
  }

  private static double dirty(Interval interval) {
    return share(
        interval.gauge("memory.dirty") + interval.gauge("memory.writeback"),
        interval.gauge("memory.total"));
  }
}
