package io.trimtab.features.prefetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LeapPrefetcherTest {
  private final LeapPrefetcher leap = new LeapPrefetcher();
  private final long[] wanted = new long[Prefetcher.MOST];

  private long[] fault(long page, boolean isHit) {
    return Arrays.copyOf(wanted, leap.onFault(page, 0, 1, 0, isHit, wanted));
  }

  @Test
  void theMajorityIsTheTrendWhateverComesBetween() {
    long page = 1000;
    for (int i = 0; i < 8; i++) {
      fault(page += 5, false);
    }
    fault(9, false);
    fault(page += 5, false);
    assertEquals(page + 5, fault(page, true).length == 0 ? page + 5 : 0);
    // Two of the last eight deltas are strange: five-steps are still more than half.
    long[] next = fault(page += 5, false);
    assertEquals(page + 5, next[0]);
  }

  @Test
  void theWindowGrowsWithHitsAndHalvesWithoutThem() {
    long page = 1000;
    for (int i = 0; i < 10; i++) {
      fault(page += 3, false);
    }
    assertEquals(2, fault(page += 3, false).length);
    for (int i = 0; i < 6; i++) {
      fault(page += 3, true);
    }
    assertEquals(8, fault(page += 3, false).length);
    assertEquals(4, fault(page += 3, false).length);
    assertEquals(2, fault(page += 3, false).length);
  }

  @Test
  void withoutATrendItTakesThePagesAround() {
    fault(1000, false);
    fault(5000, false);
    assertArrayEquals(new long[] {2001 ^ 1}, fault(2001, false));
  }
}
