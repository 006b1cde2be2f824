package io.trimtab.actuators.prefetch;

import io.trimtab.actuators.prefetch.PageFetcher.Result;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What became of pages, on its way back. One thread puts it in, another takes it out. What nobody
 * takes out in time is lost: it is statistics.
 */
final class FetchResults {
  private static final int SIZE = 1 << 15;

  private final long[] pages = new long[SIZE];
  private final int[] targets = new int[SIZE];
  private final Result[] results = new Result[SIZE];
  private final long[] times = new long[SIZE];
  private final AtomicLong put = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();

  void put(int target, long page, Result result, long at) {
    long entry = put.get();
    if (entry - taken.get() < SIZE) {
      int place = place(entry);
      pages[place] = page;
      targets[place] = target;
      results[place] = result;
      times[place] = at;
      put.set(entry + 1);
    }
  }

  /** Takes all of it out. */
  void drain(PageFetcher.Sink sink) {
    long end = put.get();
    long entry = taken.get();
    for (; entry < end; entry++) {
      int place = place(entry);
      sink.result(targets[place], pages[place], results[place], times[place]);
    }
    taken.set(entry);
  }

  private static int place(long entry) {
    return (int) (entry & (SIZE - 1));
  }
}
