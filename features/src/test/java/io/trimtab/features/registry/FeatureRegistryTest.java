package io.trimtab.features.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.trimtab.features.FeaturesException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureRegistryTest {
  private static final FeatureSchema SCHEMA = new FeatureSchema(List.of("reads", "writes"));
  private final FeatureRegistry registry = new FeatureRegistry("disk", SCHEMA, 4);
  private final FeatureBatch batch = new FeatureBatch(SCHEMA, 16);

  @Test
  void readsWhatWasCommittedSince() {
    commit(10, 1, 2);
    commit(20, 3, 4);
    commit(30, 5, 6);
    registry.since(10, batch);
    assertEquals(2, batch.size());
    assertEquals(20, batch.timestamp(0));
    assertEquals(4, batch.get(0, SCHEMA.place("writes")));
    assertEquals(5, batch.get(1, SCHEMA.place("reads")));
  }

  @Test
  void incrementsAddUpWithinOneVector() {
    registry.begin();
    registry.increment(0, 1);
    registry.increment(0, 2);
    registry.commit(1);
    registry.begin();
    registry.commit(2);
    registry.since(0, batch);
    assertEquals(3, batch.get(0, 0));
    assertEquals(0, batch.get(1, 0), "what is not captured is 0");
  }

  @Test
  void anUncommittedVectorIsNotSeen() {
    commit(10, 1, 2);
    registry.begin();
    registry.capture(0, 99);
    assertEquals(1, registry.since(0, batch).size());
    registry.begin();
    registry.commit(20);
    assertEquals(0, registry.since(10, batch).get(0, 0), "begun anew");
  }

  @Test
  void keepsTheLastOfTheWindowWhenItWrapsRound() {
    for (int i = 1; i <= 1000; i++) {
      commit(i, i, -i);
      registry.since(0, batch);
      assertEquals(Math.min(i, 4), batch.size());
      for (int vector = 0; vector < batch.size(); vector++) {
        long expected = i - batch.size() + 1 + vector;
        assertEquals(expected, batch.timestamp(vector));
        assertEquals(expected, batch.get(vector, 0));
        assertEquals(-expected, batch.get(vector, 1));
      }
    }
    assertEquals(1000, registry.committed());
  }

  @Test
  void truncatedVectorsAreGone() {
    for (int i = 1; i <= 4; i++) {
      commit(i * 10L, i, i);
    }
    registry.truncate(20);
    assertEquals(2, registry.since(0, batch).size());
    assertEquals(30, batch.timestamp(0));
    registry.truncate(5);
    assertEquals(2, registry.since(0, batch).size(), "what is gone does not come back");
    commit(50, 5, 5);
    assertEquals(3, registry.since(0, batch).size());
  }

  @Test
  void aFullBatchIsContinuedFromItsLastTimestamp() {
    FeatureBatch small = new FeatureBatch(SCHEMA, 3);
    for (int i = 1; i <= 4; i++) {
      commit(i, i, i);
    }
    registry.since(0, small);
    assertEquals(3, small.size());
    registry.since(small.timestamp(2), small);
    assertEquals(1, small.size());
    assertEquals(4, small.timestamp(0));
  }

  @Test
  void misuseIsRefused() {
    assertThrows(FeaturesException.class, () -> registry.capture(0, 1));
    assertThrows(FeaturesException.class, () -> registry.commit(1));
    commit(10, 1, 1);
    registry.begin();
    assertThrows(FeaturesException.class, () -> registry.commit(9));
    assertThrows(IndexOutOfBoundsException.class, () -> registry.capture(2, 1));
    assertThrows(FeaturesException.class, () -> new FeatureRegistry("none", SCHEMA, 0));
    assertThrows(FeaturesException.class, () -> new FeatureSchema(List.of("a", "a")));
    FeaturesException other =
        assertThrows(
            FeaturesException.class,
            () -> SCHEMA.requireSame(new FeatureSchema(List.of("reads", "seeks")), "model m"));
    assertEquals(
        "model m was made for other features: at place 1 it has seeks, not writes",
        other.getMessage());
  }

  private void commit(long timestamp, double reads, double writes) {
    registry.begin();
    registry.capture(0, reads);
    registry.capture(1, writes);
    registry.commit(timestamp);
  }
}
