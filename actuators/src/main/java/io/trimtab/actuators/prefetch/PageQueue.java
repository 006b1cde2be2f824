package io.trimtab.actuators.prefetch;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Pages that are to be asked for, in the order in which they were handed over. One thread puts them
 * in, another takes them out; neither waits, or allocates. Entries are told by numbers that count
 * up from 0.
 */
final class PageQueue {
  private static final int SIZE = 1 << 13;

  private final long[] pages = new long[SIZE];
  private final int[] targets = new int[SIZE];
  private final long[] faultedAt = new long[SIZE];
  private final long[] dueAt = new long[SIZE];

  /** Entries that may be taken out. */
  private final AtomicLong published = new AtomicLong();

  /** Entries that have been taken out. */
  private final AtomicLong taken = new AtomicLong();

  /** Entries that have been put in, for whoever does so alone. */
  private long put;

  /** How many entries have not been taken out. */
  long waiting() {
    return put - taken.get();
  }

  /**
   * Puts one in; see {@link PageFetcher#offer}.
   *
   * @param spare for how many others there must be room besides
   * @return false if there is none
   */
  boolean put(int target, long page, long faultAt, long due, int spare) {
    if (waiting() + spare >= SIZE) {
      return false;
    }
    int place = place(put);
    pages[place] = page;
    targets[place] = target;
    faultedAt[place] = faultAt;
    dueAt[place] = due;
    put++;
    return true;
  }

  /** Lets what was put in be taken out; false if that is nothing more than before. */
  boolean publish() {
    if (published.get() == put) {
      return false;
    }
    published.set(put);
    return true;
  }

  /** The first entry to be taken out. */
  long first() {
    return taken.get();
  }

  /** The entry behind the last one that may be taken out. */
  long end() {
    return published.get();
  }

  /** Takes out all entries before one. */
  void takeUntil(long end) {
    taken.set(end);
  }

  long page(long entry) {
    return pages[place(entry)];
  }

  int target(long entry) {
    return targets[place(entry)];
  }

  long faultedAt(long entry) {
    return faultedAt[place(entry)];
  }

  long dueAt(long entry) {
    return dueAt[place(entry)];
  }

  private static int place(long entry) {
    return (int) (entry & (SIZE - 1));
  }
}
