package io.trimtab.features.prefetch;

import java.util.Arrays;

/**
 * Numbers by page: open addressing with linear probing, and removal that closes the gap, so that it
 * never fills up with what is gone. Allocates nothing after its making.
 */
final class PageMap {
  static final int NONE = -1;
  private static final long EMPTY = Long.MIN_VALUE;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long[] pages;
  private final int[] values;
  private final int mask;
  private final int shift;
  private final int most;
  private int size;

  /**
   * @param most how many it can hold at once
   */
  PageMap(int most) {
    int slots = Integer.highestOneBit(Math.max(8, most * 2) - 1) << 1;
    this.most = most;
    this.pages = new long[slots];
    this.values = new int[slots];
    this.mask = slots - 1;
    this.shift = Long.SIZE - Integer.numberOfTrailingZeros(slots);
    clear();
  }

  void clear() {
    Arrays.fill(pages, EMPTY);
    size = 0;
  }

  int size() {
    return size;
  }

  private int home(long page) {
    return (int) ((page * GOLDEN) >>> shift);
  }

  private int find(long page) {
    int slot = home(page);
    while (pages[slot] != page) {
      if (pages[slot] == EMPTY) {
        return NONE;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The page's number, or {@link #NONE}. */
  int get(long page) {
    int slot = find(page);
    return slot == NONE ? NONE : values[slot];
  }

  /**
   * Sets a page's number.
   *
   * @param value from 0 up
   * @return whether there was room
   */
  boolean put(long page, int value) {
    int slot = home(page);
    while (pages[slot] != EMPTY) {
      if (pages[slot] == page) {
        values[slot] = value;
        return true;
      }
      slot = (slot + 1) & mask;
    }
    if (size >= most) {
      return false;
    }
    pages[slot] = page;
    values[slot] = value;
    size++;
    return true;
  }

  /** Takes a page out, if it is there. */
  void remove(long page) {
    int gap = find(page);
    if (gap == NONE) {
      return;
    }
    size--;
    int next = gap;
    while (true) {
      next = (next + 1) & mask;
      if (pages[next] == EMPTY) {
        break;
      }
      // It may move into the gap unless its home lies after the gap.
      if (((next - home(pages[next])) & mask) >= ((next - gap) & mask)) {
        pages[gap] = pages[next];
        values[gap] = values[next];
        gap = next;
      }
    }
    pages[gap] = EMPTY;
  }
}
