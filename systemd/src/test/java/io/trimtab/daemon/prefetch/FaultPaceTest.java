package io.trimtab.daemon.prefetch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FaultPaceTest {
  private static final long GAP = 300_000;

  private final FaultPace pace = new FaultPace(GAP);
  private long now = 7_000_000_000L;

  private void faults(int count, long apart) {
    for (int i = 0; i < count; i++) {
      now += apart;
      pace.observe(1, now);
    }
  }

  @Test
  void aBurstIsFastAsSoonAsItIsSureOfIt() {
    faults(32, 20_000);
    assertFalse(pace.isFast());

    faults(1, 20_000);
    assertTrue(pace.isFast());
  }

  @Test
  void manyFoundAtOnceCountAsMany() {
    pace.observe(0, now);
    now += 1_000_000;
    pace.observe(200, now);

    assertTrue(pace.isFast());
  }

  @Test
  void faultsWithTimeBetweenThemAreWaitedFor() {
    faults(100, 20_000);
    assertTrue(pace.isFast());

    faults(32, 1_000_000);
    assertFalse(pace.isFast());
  }

  @Test
  void whenNoneComeItDoesNotLookForLong() {
    faults(100, 20_000);
    long end = now;
    while (pace.isFast()) {
      now += 150_000;
      pace.observe(0, now);
    }

    assertTrue(now - end < 25_000_000, (now - end) + " ns");
  }
}
