package io.trimtab.tuner.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureMemoryTest {
  private final SearchSpace space =
      new SearchSpace(
          List.of(
              new CategoricalDimension("a", List.of("0", "1"), "0"),
              new CategoricalDimension("b", List.of("0", "1"), "0"),
              new CategoricalDimension("c", List.of("0", "1", "2"), "0")),
          List.of());
  private final FailureMemory memory = new FailureMemory(space);

  @Test
  void aloneMeansToBlame() {
    memory.failed(space.point(Map.of("a", "1")));
    assertEquals(List.of("a=1"), memory.blamed());
    assertTrue(memory.avoids(space.point(Map.of("a", "1", "b", "1"))));
    assertFalse(memory.avoids(space.baseline()));
  }

  @Test
  void whatWorkedIsCleared() {
    memory.failed(space.point(Map.of("a", "1", "b", "1")));
    assertTrue(memory.blamed().isEmpty());
    memory.worked(space.point(Map.of("a", "1")));
    assertEquals(List.of("b=1"), memory.blamed());
  }

  @Test
  void manySuspectsNeedRepeatedFailures() {
    memory.failed(space.point(Map.of("a", "1", "b", "1")));
    memory.failed(space.point(Map.of("a", "1", "c", "2")));
    assertTrue(memory.blamed().isEmpty());
    memory.failed(space.point(Map.of("a", "1", "b", "1")));
    memory.failed(space.point(Map.of("a", "1", "c", "1")));
    assertEquals(List.of("a=1"), memory.blamed());
  }

  @Test
  void aPairThatDoesNotGetAlongIsRememberedExactly() {
    memory.worked(space.point(Map.of("a", "1")));
    memory.worked(space.point(Map.of("b", "1")));
    memory.failed(space.point(Map.of("a", "1", "b", "1")));
    assertTrue(memory.blamed().isEmpty());
    assertTrue(memory.avoids(space.point(Map.of("a", "1", "b", "1"))));
    assertFalse(memory.avoids(space.point(Map.of("a", "1"))));
  }

  @Test
  void aKnownCulpritIsAvoidedAtOnce() {
    memory.failed(space.point(Map.of("a", "1", "b", "1", "c", "2")), "c");
    assertEquals(List.of("c=2"), memory.blamed());
    assertFalse(memory.avoids(space.point(Map.of("a", "1", "b", "1"))));
    assertTrue(memory.avoids(space.point(Map.of("c", "2"))));
  }
}
