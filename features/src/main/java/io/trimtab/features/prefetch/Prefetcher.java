package io.trimtab.features.prefetch;

/**
 * Says, fault by fault, which pages of one process should be brought in now. Used by one thread.
 *
 * <p>What it sees are faults alone. A page that was brought in before it is needed still faults
 * when it is touched (it waits in the swap cache until then, unmapped), so that the faults are the
 * same whether or not anything is prefetched; only their latency differs.
 */
public interface Prefetcher {
  /** The most pages that one fault may ask for. */
  int MOST = 512;

  /**
   * Takes in a fault.
   *
   * @param page the address divided by the size of a page
   * @param at when, in ns of a clock that only goes forward
   * @param thread the thread's number
   * @param instruction where the program was, or 0 if that is not known
   * @param isHit whether the page had been asked for, and not been used since
   * @param wanted receives the pages to bring in, in the order in which they will be needed; at
   *     least {@link #MOST} long
   * @return how many there are
   */
  int onFault(long page, long at, int thread, int instruction, boolean isHit, long[] wanted);

  /**
   * When a page that the last fault asked for is expected to be needed.
   *
   * @param place in {@code wanted}, from 0
   * @return ns from that fault on; {@link Long#MAX_VALUE} if nobody knows
   */
  default long neededIn(int place) {
    return Long.MAX_VALUE;
  }

  /**
   * How far ahead to be, for those that look at the clock.
   *
   * @param horizonNanos a page should be asked for so long before it is needed
   * @param lagNanos what will be needed within this time is not worth asking for
   */
  default void pace(long horizonNanos, long lagNanos) {}

  /**
   * What it has wanted lately was not asked for, but will be from now on: what is still to come may
   * be wanted once more.
   */
  default void askAnew() {}
}
