package io.trimtab.features.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SmootherTest {
  private final Smoother smoother = new Smoother();
  private long now;

  @Test
  void theFirstDecisionCountsAtOnce() {
    assertEquals("idle", next("idle").workload());
  }

  @Test
  void oneOddSecondChangesNothing() {
    next("cpu");
    next("cpu");
    assertEquals("cpu", next("fork").workload());
    Smoother.State state = next("cpu");
    assertEquals("cpu", state.workload());
    assertFalse(state.changed());
    assertEquals(1, state.sinceNanos());
    assertEquals("cpu", next("fork").workload(), "that was begun anew");
  }

  @Test
  void twoRunningAreAChangeSinceTheFirstOfThem() {
    next("cpu");
    next("fork");
    Smoother.State state = next("fork");
    assertEquals("fork", state.workload());
    assertTrue(state.changed());
    assertEquals(2, state.sinceNanos());
  }

  @Test
  void whatComesAndGoesNeverCounts() {
    next("cpu");
    for (int i = 0; i < 20; i++) {
      assertEquals("cpu", next(i % 2 == 0 ? "fork" : "ipc").workload());
    }
  }

  @Test
  void doubtLowersTheConfidence() {
    double sure = next("cpu").confidence();
    double doubting = next("fork").confidence();
    assertTrue(doubting < sure);
    assertTrue(next("cpu").confidence() > doubting);
  }

  private Smoother.State next(String workload) {
    return smoother.next(new Decision(workload, 0.8, 0.1, ""), ++now);
  }
}
