package io.trimtab.features.prefetch;

/**
 * Leap's prefetcher (Al Maruf and Chowdhury, "Effectively Prefetching Remote Memory with Leap", ATC
 * 2020), to be compared with: the majority among the latest deltas of the process is its trend, and
 * the window grows with the hits.
 *
 * <p>As published: a ring of 32 deltas, of which first the latest 8 are asked, then 16, then all;
 * Boyer and Moore's vote, counted again; without a trend the pages around, as Linux has them; the
 * window is hits + 2, rounded up to a power of two, at least half of the last one and at most 8. It
 * works on addresses, where Leap has offsets in the swap space, which user space cannot see.
 */
public final class LeapPrefetcher implements Prefetcher {
  private static final int HISTORY = 32;
  private static final int FIRST_LOOK = HISTORY / 4;
  private static final int LARGEST_WINDOW = 8;

  private final long[] deltas = new long[HISTORY];
  private int seen;
  private long last;
  private int hits;
  private int window;

  @Override
  public int onFault(
      long page, long at, int thread, int instruction, boolean isHit, long[] wanted) {
    if (last != 0) {
      deltas[seen++ & (HISTORY - 1)] = page - last;
      if (seen == 2 * HISTORY) {
        seen = HISTORY;
      }
    }
    last = page;
    if (isHit) {
      hits++;
      return 0;
    }
    int pages = window();
    long trend = trend();
    int count = 0;
    if (trend != 0) {
      for (int i = 1; i <= pages; i++) {
        count = want(page + i * trend, wanted, count);
      }
      return count;
    }
    long start = page / pages * pages;
    for (int i = 0; i < pages; i++) {
      if (start + i != page) {
        count = want(start + i, wanted, count);
      }
    }
    return count;
  }

  private static int want(long page, long[] wanted, int count) {
    if (page <= 0) {
      return count;
    }
    wanted[count] = page;
    return count + 1;
  }

  private int window() {
    int next = Integer.highestOneBit(Math.max(1, hits + 2 - 1)) << 1;
    next = Math.min(LARGEST_WINDOW, Math.max(next, window / 2));
    hits = 0;
    window = next;
    return next;
  }

  /** The delta that more than half of the latest have, or 0. */
  private long trend() {
    int known = Math.min(seen, HISTORY);
    for (int look = FIRST_LOOK; look <= HISTORY; look *= 2) {
      int among = Math.min(look, known);
      long candidate = 0;
      int votes = 0;
      for (int i = 1; i <= among; i++) {
        long delta = deltas[(seen - i) & (HISTORY - 1)];
        if (votes == 0) {
          candidate = delta;
        }
        votes += delta == candidate ? 1 : -1;
      }
      int count = 0;
      for (int i = 1; i <= among; i++) {
        count += deltas[(seen - i) & (HISTORY - 1)] == candidate ? 1 : 0;
      }
      if (candidate != 0 && count > look / 2) {
        return candidate;
      }
    }
    return 0;
  }
}
