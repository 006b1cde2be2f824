package io.trimtab.features.prefetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LearnedPrefetcherTest {
  private static final long GAP = 50_000;
  private static final int STEP = 7;
  private static final int FAULTS = 2000;

  private final LearnedPrefetcher prefetcher = new LearnedPrefetcher();
  private final long[] wanted = new long[Prefetcher.MOST];

  @Test
  void aWalksPagesAreWantedAheadAndOnceMoreNearTheirTurn() {
    prefetcher.pace(2_000_000, 100_000);
    Map<Long, Integer> times = new HashMap<>();
    for (int i = 0; i < FAULTS; i++) {
      int count = fault(i);
      for (int k = 0; k < count; k++) {
        times.merge(wanted[k], 1, Integer::sum);
      }
    }
    for (int i = FAULTS / 2; i < FAULTS - 100; i++) {
      assertEquals(2, times.getOrDefault(page(i), 0), "page " + i);
    }
  }

  @Test
  void eachIsNeededWhenTheWalkGetsThere() {
    prefetcher.pace(2_000_000, 100_000);
    int told = 0;
    for (int i = 0; i < FAULTS; i++) {
      int count = fault(i);
      for (int k = 0; i > FAULTS / 2 && k < count; k++) {
        long steps = (wanted[k] - page(i)) / STEP;
        assertEquals(steps * GAP, prefetcher.neededIn(k), GAP / 2.0);
        told++;
      }
    }
    assertTrue(told > FAULTS / 2, "pages: " + told);
  }

  @Test
  void aWalkIsNotTakenBeyondWhereTheLastOneTurned() {
    prefetcher.pace(2_000_000, 100_000);
    int number = 0;
    int far = 0;
    int beyond = 0;
    for (int walk = 0; walk < 20; walk++) {
      // Each begins elsewhere, so that its length says nothing.
      for (int i = 17 * walk; i < FAULTS; i++) {
        int count = prefetcher.onFault(page(i), ++number * GAP, 1, 0x400, false, wanted);
        for (int k = 0; k < count; k++) {
          far += wanted[k] > page(FAULTS - 20) ? 1 : 0;
          beyond += wanted[k] > page(FAULTS - 1) ? 1 : 0;
        }
      }
    }
    assertTrue(far > 200, "near the end: " + far);
    // The first had to find out.
    assertTrue(beyond < 60, "beyond it: " + beyond);
  }

  @Test
  void whatWasNotAskedForIsWantedAnewFromTheNextPagesOn() {
    prefetcher.pace(2_000_000, 100_000);
    for (int i = 0; i < FAULTS; i++) {
      fault(i);
    }
    prefetcher.askAnew();
    Set<Long> pages = new HashSet<>();
    for (int i = FAULTS; i < FAULTS + 2; i++) {
      int count = fault(i);
      for (int k = 0; k < count; k++) {
        pages.add(wanted[k]);
      }
    }
    // The next two or three could not come in time.
    for (int ahead = 5; ahead < 30; ahead++) {
      assertTrue(pages.contains(page(FAULTS + ahead)), ahead + " ahead of " + pages);
    }
  }

  private int fault(int number) {
    return prefetcher.onFault(page(number), number * GAP + 1, 1, 0x400, false, wanted);
  }

  private static long page(int number) {
    return 1_000_000 + (long) STEP * number;
  }
}
