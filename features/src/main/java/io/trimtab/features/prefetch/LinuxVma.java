package io.trimtab.features.prefetch;

/**
 * A model of Linux's readahead for swap on a disk that does not turn (mm/swap_state.c): the pages
 * around the fault in the address space, ahead of it where the last fault was a neighbour. The
 * window is {@link LinuxCluster}'s; the kernel keeps one for each mapping, the model one for each
 * gibibyte of addresses. For the laboratory alone.
 */
public final class LinuxVma implements Prefetcher {
  private static final int MAPPINGS = 64;
  private static final int MAPPING_SHIFT = 18;

  private final int largest;
  private final LinuxCluster.Window[] windows = new LinuxCluster.Window[MAPPINGS];
  private final long[] previous = new long[MAPPINGS];

  /**
   * @param pageCluster as vm.page-cluster: 3 for eight pages
   */
  public LinuxVma(int pageCluster) {
    this.largest = 1 << pageCluster;
    for (int i = 0; i < MAPPINGS; i++) {
      windows[i] = new LinuxCluster.Window();
    }
  }

  @Override
  public int onFault(
      long page, long at, int thread, int instruction, boolean isHit, long[] wanted) {
    int mapping = (int) (page >>> MAPPING_SHIFT) & (MAPPINGS - 1);
    if (isHit) {
      windows[mapping].hit();
      return 0;
    }
    int size = windows[mapping].next(page, largest);
    long start;
    if (page == previous[mapping] + 1) {
      start = page;
    } else if (page == previous[mapping] - 1) {
      start = page - size + 1;
    } else {
      start = page - (size - 1) / 2;
    }
    previous[mapping] = page;
    int count = 0;
    for (long other = start; other < start + size; other++) {
      if (other != page && other > 0) {
        wanted[count++] = other;
      }
    }
    return count;
  }
}
