package io.trimtab.daemon.prefetch;

import io.trimtab.actuators.prefetch.PageFetcher;
import io.trimtab.features.prefetch.AskedPages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The processes that are looked after. Each has a place, which is its place with the fetchers, too,
 * and is told from another process of the same number by when it started. Used by one thread.
 */
final class PrefetchTargets {
  private static final long QUIET_NANOS = 1_000_000_000;

  private final Fetchers fetchers;
  private final Maker maker;
  private final @Nullable PrefetchTarget[] targets = new PrefetchTarget[PageFetcher.TARGETS];
  private final PageFetcher.Sink results = this::result;
  private final Totals gone = new Totals();
  private @Nullable PrefetchTarget latest;

  /** Begins to look after a process, in a place that is free. */
  interface Maker {
    PrefetchTarget make(int pid, long start, int place);
  }

  PrefetchTargets(Fetchers fetchers, Maker maker) {
    this.fetchers = fetchers;
    this.maker = maker;
  }

  /** Null if the process is not looked after. */
  @Nullable PrefetchTarget find(int pid) {
    PrefetchTarget last = latest;
    if (last != null && last.pid == pid) {
      return last;
    }
    for (PrefetchTarget target : targets) {
      if (target != null && target.pid == pid) {
        latest = target;
        return target;
      }
    }
    return null;
  }

  /** The process's, a new one if it is not known; null if there are too many. */
  @Nullable PrefetchTarget of(int pid, long start) {
    PrefetchTarget known = find(pid);
    if (known != null && known.start == start) {
      return known;
    }
    if (known != null) {
      drop(known);
    }
    for (int place = 0; place < targets.length; place++) {
      if (targets[place] == null && !fetchers.holds(place)) {
        // What is still told of the one before is not this one's.
        takeResults();
        PrefetchTarget made = maker.make(pid, start, place);
        targets[place] = made;
        latest = made;
        return made;
      }
    }
    gone.untended++;
    return null;
  }

  void drop(PrefetchTarget target) {
    gone.add(target);
    if (target.isHeld) {
      fetchers.remove(target.place);
    }
    target.reclaim.close();
    targets[target.place] = null;
    latest = null;
  }

  /**
   * Lets go of processes that are gone: one that ends may fault once more after it has said so, and
   * would be taken for a new one.
   */
  void sweep(long now) {
    for (PrefetchTarget target : targets) {
      if (target != null
          && now - target.lastAt > QUIET_NANOS
          && !Files.exists(Path.of("/proc", Integer.toString(target.pid)))) {
        drop(target);
      }
    }
  }

  /** Takes in what became of the pages that were asked for. */
  void takeResults() {
    fetchers.drain(results);
  }

  private void result(int place, long page, PageFetcher.Result result, long at) {
    PrefetchTarget target = targets[place];
    if (target == null) {
      return;
    }
    AskedPages asked = target.prefetching.asked();
    switch (result) {
      case FETCHED -> asked.fetched(page, at);
      case NEEDLESS -> asked.needless(page, at);
      case DROPPED -> asked.dropped(page);
      case LOST -> {
        asked.dropped(page);
        target.isLost = true;
      }
    }
  }

  /** Sums over all that are and were looked after. */
  Totals totals() {
    Totals totals = new Totals();
    totals.add(gone);
    forEach(totals::add);
    return totals;
  }

  void forEach(Consumer<PrefetchTarget> taker) {
    for (PrefetchTarget target : targets) {
      if (target != null) {
        taker.accept(target);
      }
    }
  }
}
