package io.trimtab.features.readahead;

import static io.trimtab.features.readahead.AccessPattern.MIXED;
import static io.trimtab.features.readahead.AccessPattern.RANDOM;
import static io.trimtab.features.readahead.AccessPattern.SEQUENTIAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatternTrackerTest {
  private final PatternTracker tracker = new PatternTracker();

  @Test
  void aSureModelIsBelievedAtOnce() {
    assertTrue(tracker.observe(RANDOM, 0.95));
    assertEquals(Optional.of(RANDOM), tracker.current());
    assertFalse(tracker.observe(RANDOM, 0.95), "nothing new");
  }

  @Test
  void anUnsureOneIsBelievedTheSecondTime() {
    assertFalse(tracker.observe(RANDOM, 0.6));
    assertEquals(Optional.empty(), tracker.current());
    assertTrue(tracker.observe(RANDOM, 0.6));
  }

  @Test
  void oneOddWindowChangesNothing() {
    tracker.observe(RANDOM, 1);
    assertFalse(tracker.observe(SEQUENTIAL, 0.7));
    assertFalse(tracker.observe(RANDOM, 0.7));
    assertFalse(tracker.observe(SEQUENTIAL, 0.7), "not twice in a row");
    assertEquals(Optional.of(RANDOM), tracker.current());
  }

  @Test
  void aMixtureIsNeverBelievedAtFirstSight() {
    tracker.observe(RANDOM, 1);
    assertFalse(tracker.observe(MIXED, 1));
    assertTrue(tracker.observe(SEQUENTIAL, 1), "it was a change from one to the other");
    assertFalse(tracker.observe(MIXED, 1));
    assertTrue(tracker.observe(MIXED, 1));
  }
}
