package io.trimtab.daemon.prefetch;

import io.trimtab.actuators.linux.PagedMemory;
import io.trimtab.actuators.linux.ProcessMemory;
import io.trimtab.actuators.prefetch.PageFetcher;
import io.trimtab.collector.linux.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Several fetchers that share the work: bringing a page in costs processor time, the reclaim of
 * another one among it, and a program that only walks uses pages faster than one thread brings
 * them. A few pages at a time go to the one that has least to do: where one waits for memory, the
 * others go on.
 */
final class Fetchers implements AutoCloseable {
  /** Pages in a row that go to one fetcher. */
  private static final int CHUNK = 8;

  private final List<PageFetcher> fetchers = new ArrayList<>();
  private final Opener opener;
  private int turn;
  private int inChunk;

  /** Takes hold of the memory of a process. */
  interface Opener {
    /** Nothing if it is gone, or not the same. */
    Optional<? extends PagedMemory> open(int pid, long start);
  }

  Fetchers(int threads, long pagesPerSecond) {
    this(threads, pagesPerSecond, (pid, start) -> ProcessMemory.open(pid, start, Pages.bytes()));
  }

  Fetchers(int threads, long pagesPerSecond, Opener opener) {
    this.opener = opener;
    for (int i = 0; i < threads; i++) {
      fetchers.add(new PageFetcher(Math.max(1, pagesPerSecond / threads)));
    }
  }

  /**
   * Takes hold of a process, for each of them, or for none.
   *
   * @return whether it is there, and the same
   */
  boolean hold(int place, int pid, long start) {
    List<PagedMemory> opened = new ArrayList<>();
    boolean isComplete = false;
    try {
      while (opened.size() < fetchers.size()) {
        Optional<? extends PagedMemory> memory = opener.open(pid, start);
        if (memory.isEmpty()) {
          return false;
        }
        opened.add(memory.get());
      }
      isComplete = true;
    } finally {
      if (!isComplete) {
        opened.forEach(PagedMemory::close);
      }
    }
    for (int i = 0; i < opened.size(); i++) {
      fetchers.get(i).put(place, opened.get(i));
    }
    return true;
  }

  boolean offer(int place, long page, long faultAt, long dueAt) {
    if (inChunk == CHUNK) {
      inChunk = 0;
      turn = leastBusy();
    }
    inChunk++;
    return fetchers.get(turn).offer(place, page, faultAt, dueAt);
  }

  /** Of several that have as little to do, the next in turn. */
  private int leastBusy() {
    long now = System.nanoTime();
    long least = Long.MAX_VALUE;
    int found = turn;
    for (int i = 1; i <= fetchers.size(); i++) {
      int which = (turn + i) % fetchers.size();
      long load = fetchers.get(which).load(now);
      if (load < least) {
        least = load;
        found = which;
      }
    }
    return found;
  }

  /** Sets the clock of a process, by which what waits too long is dropped. */
  void advance(int place, long nanos) {
    for (int i = 0; i < fetchers.size(); i++) {
      fetchers.get(i).advance(place, nanos);
    }
  }

  void publish() {
    for (int i = 0; i < fetchers.size(); i++) {
      fetchers.get(i).publish();
    }
  }

  void drain(PageFetcher.Sink sink) {
    for (int i = 0; i < fetchers.size(); i++) {
      fetchers.get(i).drain(sink);
    }
  }

  void remove(int place) {
    fetchers.forEach(fetcher -> fetcher.remove(place));
    publish();
  }

  boolean holds(int place) {
    for (int i = 0; i < fetchers.size(); i++) {
      if (fetchers.get(i).holds(place)) {
        return true;
      }
    }
    return false;
  }

  long calls() {
    return fetchers.stream().mapToLong(PageFetcher::calls).sum();
  }

  long refused() {
    return fetchers.stream().mapToLong(PageFetcher::refused).sum();
  }

  /** From a fault to the call, of the slowest of them, in ns. */
  long latency(double share) {
    return fetchers.stream().mapToLong(one -> one.latencies().quantile(share)).max().orElse(0);
  }

  List<Long> threadIds() {
    return fetchers.stream().map(PageFetcher::threadId).toList();
  }

  @Override
  public void close() {
    fetchers.forEach(PageFetcher::close);
  }
}
