package io.trimtab.features.prefetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class ProcessPrefetchingTest {
  private static final long GAP = 50_000;
  private static final int FAR = 64;
  private static final int NEAR = 4;
  private static final int FAULTS = 20_000;

  private ProcessPrefetching prefetching = make(false);
  private final long[] pages = new long[Prefetcher.MOST];
  private long page;
  private long asked;
  private long without;
  private long longestWithout;
  private int begunAnew;

  /** Wants each page twice, as the learned one does. */
  private final class Walk implements Prefetcher {
    @Override
    public int onFault(
        long page, long at, int thread, int instruction, boolean isHit, long[] wanted) {
      wanted[0] = page + FAR;
      wanted[1] = page + NEAR;
      return 2;
    }

    @Override
    public void askAnew() {
      begunAnew++;
    }
  }

  private ProcessPrefetching make(boolean isGuarded) {
    return new ProcessPrefetching(new Walk(), 512, isGuarded, () -> 0);
  }

  private void walk(LongPredicate isSwapped) {
    for (int i = 0; i < FAULTS; i++) {
      int count = prefetching.onFault(++page, page * GAP, 1, 1, pages);
      asked += count;
      without = count == 0 ? without + 1 : 0;
      longestWithout = Math.max(longestWithout, without);
      for (int k = 0; k < count; k++) {
        if (isSwapped.test(pages[k])) {
          prefetching.asked().fetched(pages[k], page * GAP);
        } else {
          prefetching.asked().needless(pages[k], page * GAP);
        }
      }
    }
  }

  @Test
  void whereATenthIsSwappedOutItIsAllBroughtIn() {
    walk(number -> number % 10 == 0);
    assertEquals(FAULTS / 10.0, prefetching.asked().fetched(), 10);
  }

  @Test
  void whereNothingIsSwappedOutLittleIsAskedForUntilSomethingIs() {
    walk(number -> false);
    assertTrue(asked < FAULTS / 3, "asked for " + asked);
    walk(number -> number % 10 == 0);
    long fetched = prefetching.asked().fetched();
    assertTrue(fetched > 0.97 * FAULTS / 10, "fetched " + fetched);
    assertTrue(begunAnew > 0);
  }

  @Test
  void aComparisonIsDoneWithoutForNoLongerThanItTakes() {
    prefetching = make(true);
    walk(number -> true);
    // Two follow each other.
    assertEquals(2 * 25, longestWithout * GAP / 1e6, 5);
    assertTrue(begunAnew > 0);
  }
}
