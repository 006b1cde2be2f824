package io.trimtab.features.prefetch;

import java.util.Arrays;

/**
 * Walks that have been gone before: a list, a tree or a heap that is walked again touches the same
 * pages in the same order, whatever that order is. The faults of the process are kept in a ring,
 * with an index of where each page came last; where two faults in a row were in a row before, what
 * came then is expected again. This is temporal streaming (Wenisch et al., ISCA 2005) for pages:
 * deltas cannot tell these orders, and the history is small beside the memory that it speaks of.
 */
final class ReplayStreams extends Streams {
  private static final int STREAMS = 8;
  private static final int SMALLEST = 1 << 12;

  /** Faults that are remembered: 8 bytes each, with the index; a walk over 4 GiB of pages. */
  private static final int LARGEST = 1 << 20;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final int[] cursors = new int[STREAMS];
  private int[] history = new int[SMALLEST];
  private int[] index = new int[2 * SMALLEST];
  private int written;
  private long base;

  ReplayStreams(long[] needs) {
    super(STREAMS, needs);
  }

  /** Notes a fault; to be called after {@link #onFault}. */
  void remember(long page) {
    if (written == 0) {
      base = page - 1;
    }
    long offset = page - base;
    if (offset != (int) offset || offset == 0) {
      return;
    }
    if (written == history.length && history.length < LARGEST) {
      grow();
    }
    if (written == Integer.MAX_VALUE) {
      forget();
      return;
    }
    history[written & (history.length - 1)] = (int) offset;
    index[slot((int) offset)] = written + 1;
    written++;
  }

  private int slot(int offset) {
    return (int) ((offset * GOLDEN) >>> (Long.SIZE - Integer.numberOfTrailingZeros(index.length)));
  }

  /** Rarely: each time it holds twice as many. */
  private void grow() {
    history = Arrays.copyOf(history, history.length * 2);
    index = new int[history.length * 2];
    for (int i = 0; i < written; i++) {
      index[slot(history[i])] = i + 1;
    }
  }

  /** Where a page came last, or -1. */
  private int lastOf(long page) {
    long offset = page - base;
    if (offset != (int) offset) {
      return -1;
    }
    int position = index[slot((int) offset)] - 1;
    return position >= 0 && isKept(position) && history[position & (history.length - 1)] == offset
        ? position
        : -1;
  }

  private boolean isKept(int position) {
    return position < written && written - position <= history.length;
  }

  @Override
  protected int place(long page, long at, int thread, int instruction) {
    int position = lastOf(page);
    if (position < 0) {
      return -1;
    }
    int taken = oldest();
    forgetFuture(taken);
    streams[taken].begin(page, at, thread, instruction);
    cursors[taken] = position + 1;
    return taken;
  }

  @Override
  protected void follow(int number, long page, int steps) {
    streams[number].last = page;
  }

  @Override
  protected void extend(int number, int depth) {
    Stream stream = streams[number];
    while (stream.length() < depth && isKept(cursors[number])) {
      expect(number, base + history[cursors[number] & (history.length - 1)]);
      cursors[number]++;
    }
  }

  @Override
  void forget() {
    super.forget();
    written = 0;
    Arrays.fill(index, 0);
  }
}
