package io.trimtab.daemon.prefetch;

import io.trimtab.collector.linux.FaultRing;
import io.trimtab.collector.linux.Pages;
import io.trimtab.features.prefetch.FaultTrace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps what the ring tells, a trace for each process. Used by one thread. */
public final class FaultRecorder implements FaultRing.Sink {
  private final String name;
  private final int most;
  private final int pageShift = Integer.numberOfTrailingZeros(Pages.bytes());
  private final Map<Integer, FaultTrace> traces = new LinkedHashMap<>();
  private final Map<Integer, Last> lasts = new HashMap<>();
  private long total;

  /** The last fault of a thread, which the thread's next one tells more of. */
  private record Last(FaultTrace trace, int index, int majors) {}

  /**
   * @param name what runs
   * @param most the most faults that are kept
   */
  public FaultRecorder(String name, int most) {
    this.name = name;
    this.most = most;
  }

  @Override
  public void fault(
      long at, long address, long start, int pid, int tid, int majors, int minors, int ip) {
    Last last = lasts.get(tid);
    if (last != null && last.index() < last.trace().size() && majors != last.majors()) {
      last.trace().setMajor(last.index());
    }
    if (total >= most) {
      return;
    }
    FaultTrace trace = traces.computeIfAbsent(pid, number -> new FaultTrace(name));
    lasts.put(tid, new Last(trace, trace.size(), majors));
    trace.add(address >>> pageShift, at, tid, ip);
    total++;
  }

  @Override
  public void exec(long at, long start, int pid) {
    FaultTrace trace = traces.get(pid);
    if (trace != null) {
      total -= trace.size();
      trace.clear();
    }
  }

  @Override
  public void exit(long at, long start, int pid) {
    // What it did stays.
  }

  /** Faults kept so far. */
  public long total() {
    return total;
  }

  /** The trace of the process that had most; empty if none had any. */
  public Optional<FaultTrace> longest() {
    return traces.values().stream()
        .filter(trace -> trace.size() > 0)
        .max((one, other) -> Integer.compare(one.size(), other.size()));
  }
}
