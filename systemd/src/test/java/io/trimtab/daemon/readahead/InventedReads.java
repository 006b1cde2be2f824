package io.trimtab.daemon.readahead;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import io.trimtab.features.readahead.AccessPattern;
import io.trimtab.tuner.readahead.ReadaheadMap;
import java.util.List;
import java.util.Map;

/** Samples of a host on whose one disk files are read, second by second. */
public final class InventedReads {
  /** What suits how the disk is read. */
  public static final ReadaheadMap MAP =
      new ReadaheadMap(
          Map.of(
              ReadaheadMap.ANY, Map.of(AccessPattern.RANDOM, 0L, AccessPattern.SEQUENTIAL, 1024L)));

  private static final Schema SCHEMA = Schema.shipped();
  private static final Layout LAYOUT =
      new Layout(SCHEMA, Map.of(Scope.CPU, List.of("0"), Scope.DEVICE, List.of("vda")));
  private static final long SECOND = 1_000_000_000L;

  private Sample last = flat();

  /** Takes the sample before a second, and that after it. */
  @FunctionalInterface
  public interface Taker {
    void take(Sample before, Sample after);
  }

  /** A second with so many accesses and sequential ones, and so much time waiting for I/O. */
  public void second(long accesses, long sequential, double stall, Taker taker) {
    Sample before = last;
    Sample next = last.copy();
    next.begin(last.wallNanos() + SECOND, last.monotonicNanos() + SECOND);
    for (int at = 0; at < LAYOUT.size(); at++) {
      next.set(at, last.get(at));
    }
    grow(next, "file.accesses", accesses);
    grow(next, "file.compared", accesses);
    grow(next, "block.read_bytes", 4096 * accesses);
    grow(next, "file.sequential", sequential);
    grow(next, "file.delivered", 1000);
    grow(next, "sched.time_user", SECOND / 10);
    grow(next, "sched.time_idle", SECOND / 2);
    grow(next, "psi.io_some", Math.round(stall * SECOND));
    last = next;
    taker.take(before, next);
  }

  private static void grow(Sample sample, String metric, long by) {
    sample.add(LAYOUT.at(SCHEMA.get(metric)), by);
  }

  private static Sample flat() {
    Sample sample = new Sample(LAYOUT);
    sample.begin(0, 0);
    for (int at = 0; at < LAYOUT.size(); at++) {
      sample.set(at, 0);
    }
    return sample;
  }
}
