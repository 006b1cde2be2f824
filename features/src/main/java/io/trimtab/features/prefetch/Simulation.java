package io.trimtab.features.prefetch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Replays a trace through a predictor, under a model of memory and of the disk, in time of its own:
 * a page that comes earlier lets the program go on earlier, and that is what the predictor sees.
 *
 * <p>A trace holds the faults that a process had with a certain memory; these stay the same, as a
 * page that is brought in still faults when it is touched. Which pages are out of memory at a time
 * a trace does not say; a page is taken to be if it faults again before long, or if as many faults
 * came since its last one as the process has pages in memory. A page that never came before has
 * nothing to bring in; one that never faults again may have been in memory ever since, and bringing
 * it in counts neither for nor against anyone. What is brought in and not touched leaves again
 * after half as many faults as there are pages in memory (the kernel's inactive half). What
 * prefetching pushes out of memory is not modelled, but bounded: pages under way or unused are at
 * most {@link #CAPACITY}, and each that is never used costs a reclaim.
 */
public final class Simulation {
  static final int CAPACITY = 4096;
  private static final long LONGEST_THOUGHT = 20_000_000;

  /** Of the pages that came again, so few did so although they had been in memory until lately. */
  private static final double EARLY = 0.05;

  private static final int FEWEST_PAGES = 64;
  private static final int NEVER = Integer.MAX_VALUE;
  private static final int SOON_SHARE = 4;
  private static final int INACTIVE = 2;

  private final FaultTrace trace;
  private final MemoryModel model;
  private final Map<Long, Integer> lastFault = new HashMap<>();

  /** Of each fault, when its page faults again, or {@link #NEVER}. */
  private final int[] again;

  private final Map<Long, Arrival> arrivals = new LinkedHashMap<>();
  private final long[] pages = new long[Prefetcher.MOST];
  private final int memory;
  private final long ordinary;
  private long now;
  private long diskFree;
  private long fetcherFree;
  private long hits;
  private long lateHits;
  private long fetched;
  private long expired;

  private Simulation(FaultTrace trace, MemoryModel model) {
    this.trace = trace;
    this.model = model;
    this.again = again(trace);
    this.memory = memoryOf(again);
    this.ordinary = ordinaryGap(trace);
  }

  /** When a page that was asked for at a fault will be there. */
  private record Arrival(long nanos, int fault) {}

  /**
   * What came out.
   *
   * @param faults on pages that were swapped out
   * @param hits of those, served by prefetching
   * @param late of those, while the page was still on its way
   * @param fetched pages brought in
   * @param wasted of those, never used
   * @param nanos how long the program would take
   */
  public record Result(long faults, long hits, long late, long fetched, long wasted, long nanos) {
    /** The share of the pages brought in that were used; NaN if there were none. */
    public double accuracy() {
      return (fetched - wasted) / (double) fetched;
    }

    /** The share of the faults that were served by prefetching. */
    public double coverage() {
      return hits / (double) faults;
    }

    /** The share of the hits that did not wait. */
    public double timeliness() {
      return (hits - late) / (double) hits;
    }
  }

  /** Runs a trace through a contestant. */
  public static Result run(FaultTrace trace, Contestant contestant, MemoryModel model) {
    return new Simulation(trace, model).run(contestant);
  }

  private Result run(Contestant contestant) {
    Prefetcher prefetcher =
        contestant
            .predictor()
            .<Prefetcher>map(maker -> maker.get())
            .orElseGet(() -> new Foresight(trace));
    ProcessPrefetching prefetching =
        new ProcessPrefetching(prefetcher, CAPACITY, contestant.isGuarded(), () -> 0);
    long swapped = 0;
    now = 1;
    for (int i = 0; i < trace.size(); i++) {
      long page = trace.page(i);
      long faultAt = now;
      expire(i);
      if (lastFault.containsKey(page)) {
        swapped++;
        serve(page);
      } else {
        now += model.minor();
      }
      lastFault.put(page, i);
      int count = prefetching.onFault(page, faultAt, trace.thread(i), trace.instruction(i), pages);
      ask(count, i, faultAt, contestant.isInKernel(), prefetching);
      now += thought(i);
    }
    long wasted = arrivals.size() + expired;
    return new Result(swapped, hits, lateHits, fetched, wasted, now + wasted * model.major());
  }

  /** Whether it has left memory since its last fault. */
  private boolean isSwapped(long page, int index) {
    Integer last = lastFault.get(page);
    return last != null
        && again[last] != NEVER
        && (again[last] - index <= memory / SOON_SHARE || index - last >= memory);
  }

  private void serve(long page) {
    Arrival arrival = arrivals.remove(page);
    if (arrival == null) {
      diskFree = Math.max(diskFree, now) + model.transfer();
      now = diskFree + model.latency() + model.major();
    } else {
      hits++;
      if (arrival.nanos() > now) {
        lateHits++;
        now = arrival.nanos();
      }
      now += model.minor();
    }
  }

  private void ask(
      int count, int index, long faultAt, boolean isInKernel, ProcessPrefetching prefetching) {
    if (count == 0) {
      return;
    }
    long start =
        isInKernel ? faultAt : Math.max(fetcherFree, faultAt + model.feed()) + model.call();
    for (int i = 0; i < count; i++) {
      long page = pages[i];
      if (!isInKernel && start > faultAt + prefetching.patience(i)) {
        prefetching.asked().dropped(page);
      } else if (!isSwapped(page, index) || arrivals.containsKey(page)) {
        prefetching.asked().needless(page, start);
      } else {
        start += isInKernel ? 0 : model.page();
        diskFree = Math.max(diskFree, start) + model.transfer();
        arrivals.put(page, new Arrival(diskFree + model.latency(), index));
        prefetching.asked().fetched(page, start);
        fetched++;
      }
    }
    if (!isInKernel) {
      fetcherFree = start;
    }
  }

  /** What waits too long leaves memory again. */
  private void expire(int index) {
    Iterator<Arrival> oldest = arrivals.values().iterator();
    while (oldest.hasNext()) {
      boolean isTooMany = arrivals.size() > CAPACITY;
      if (index - oldest.next().fault() < memory / INACTIVE && !isTooMany) {
        return;
      }
      oldest.remove();
      expired++;
    }
  }

  /** How long the program was at work after a fault, as the trace has it. */
  private long thought(int index) {
    if (index + 1 >= trace.size()) {
      return 0;
    }
    long gap = trace.at(index + 1) - trace.at(index);
    long known = trace.isMajor(index) ? Math.min(gap, ordinary) : gap;
    return Math.max(0, Math.min(LONGEST_THOUGHT, known - model.minor()));
  }

  /** The median time from a fault that did not wait to the next. */
  private static long ordinaryGap(FaultTrace trace) {
    long[] gaps = new long[Math.max(0, trace.size() - 1)];
    int count = 0;
    for (int i = 0; i + 1 < trace.size(); i++) {
      if (!trace.isMajor(i)) {
        gaps[count++] = trace.at(i + 1) - trace.at(i);
      }
    }
    if (count == 0) {
      return 0;
    }
    Arrays.sort(gaps, 0, count);
    return gaps[count / 2];
  }

  private static int[] again(FaultTrace trace) {
    int[] again = new int[trace.size()];
    Map<Long, Integer> next = new HashMap<>();
    for (int i = trace.size() - 1; i >= 0; i--) {
      Integer at = next.put(trace.page(i), i);
      again[i] = at == null ? NEVER : at;
    }
    return again;
  }

  /** Pages that the process had in memory: hardly one came again before so many others had. */
  private static int memoryOf(int[] again) {
    int[] between =
        IntStream.range(0, again.length)
            .filter(i -> again[i] != NEVER)
            .map(i -> again[i] - i)
            .sorted()
            .toArray();
    return between.length == 0
        ? Math.max(FEWEST_PAGES, again.length)
        : Math.max(FEWEST_PAGES, between[(int) (EARLY * between.length)]);
  }
}
