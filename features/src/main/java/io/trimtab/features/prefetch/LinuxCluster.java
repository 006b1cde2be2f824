package io.trimtab.features.prefetch;

import java.util.HashMap;
import java.util.Map;

/**
 * A model of Linux's readahead for swap on a disk that turns, or says that it does
 * (mm/swap_state.c): on a fault that waits for the disk, the aligned cluster of swap slots around
 * the page's is read. The window is hits + 2, rounded up to a power of two, at most 2^page_cluster
 * and at least half of the last one; without hits, one page unless the slots are neighbours.
 *
 * <p>User space cannot see slots. Pages leave memory in the order in which they were last used, so
 * that the order of faults stands for the order of slots. For the laboratory alone.
 */
public final class LinuxCluster implements Prefetcher {
  private final int largest;
  private final Map<Long, Integer> slots = new HashMap<>();
  private final Map<Integer, Long> pages = new HashMap<>();
  private final Window window = new Window();
  private int next;

  /**
   * @param pageCluster as vm.page-cluster: 3 for eight pages
   */
  public LinuxCluster(int pageCluster) {
    this.largest = 1 << pageCluster;
  }

  @Override
  public int onFault(
      long page, long at, int thread, int instruction, boolean isHit, long[] wanted) {
    Integer slot = slots.get(page);
    int count = 0;
    if (isHit) {
      window.hit();
    } else if (slot != null && largest > 1) {
      int size = window.next(slot, largest);
      int start = slot & -size;
      for (int i = start; i < start + size; i++) {
        Long other = i == slot ? null : pages.get(i);
        if (other != null) {
          wanted[count++] = other;
        }
      }
    }
    if (slot != null) {
      pages.remove(slot);
    }
    slots.put(page, next);
    pages.put(next, page);
    next++;
    return count;
  }

  /** How the kernel's window grows and shrinks; of both of its readaheads. */
  static final class Window {
    private int hits;
    private int last = 1;
    private long previous = Long.MIN_VALUE;

    void hit() {
      hits++;
    }

    int next(long offset, int largest) {
      int size = hits + 2;
      if (size == 2) {
        size = offset == previous + 1 || offset == previous - 1 ? 2 : 1;
      } else {
        size = Integer.highestOneBit(size - 1) << 1;
      }
      size = Math.min(largest, Math.max(size, last / 2));
      hits = 0;
      last = Math.max(1, size);
      previous = offset;
      return last;
    }
  }
}
