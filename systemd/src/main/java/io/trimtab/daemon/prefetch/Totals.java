package io.trimtab.daemon.prefetch;

import io.trimtab.features.prefetch.AskedPages;
import java.util.List;

/** Sums over processes, those that are gone among them. */
final class Totals {
  static final PrefetchReport EMPTY =
      new PrefetchReport(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());

  private long faults;
  private long majors;
  private long fetched;
  private long used;
  private long late;
  private long wasted;
  private long needless;
  private long dropped;

  /** Faults of processes that there was no place for. */
  long untended;

  void add(PrefetchTarget target) {
    AskedPages asked = target.prefetching.asked();
    faults += target.faults;
    majors += target.majors;
    fetched += asked.fetched();
    used += asked.used();
    late += asked.late();
    wasted += asked.wasted();
    needless += asked.needless();
    dropped += asked.dropped();
  }

  void add(Totals other) {
    faults += other.faults;
    majors += other.majors;
    fetched += other.fetched;
    used += other.used;
    late += other.late;
    wasted += other.wasted;
    needless += other.needless;
    dropped += other.dropped;
    untended += other.untended;
  }

  PrefetchReport report(
      Fetchers fetchers, long lost, long cpuNanos, List<PrefetchReport.OfProcess> processes) {
    return new PrefetchReport(
        faults,
        majors,
        fetched,
        used,
        late,
        wasted,
        needless,
        dropped,
        fetchers.refused(),
        lost,
        fetchers.calls(),
        fetchers.latency(0.5),
        fetchers.latency(0.99),
        cpuNanos,
        processes);
  }
}
