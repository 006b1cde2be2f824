package io.trimtab.tuner.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.search.NumericDimension.Scale;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {
  private static final NumericDimension LOW =
      new NumericDimension("low", 0, 100, Scale.LINEAR, List.of(), 10);
  private static final NumericDimension HIGH =
      new NumericDimension("high", 0, 100, Scale.LINEAR, List.of(), 20);
  private static final Constraint ORDER =
      new Constraint(
          "low <= high", List.of("low", "high"), p -> p.number("low") <= p.number("high"));

  @Test
  void rangesAreBucketsAndSpecialsAndBaseline() {
    NumericDimension dimension =
        new NumericDimension("d", 1, 1_000_000, Scale.LOG, List.of(-1L, 0L), 777, 7);
    assertEquals(
        List.of("-1", "0", "1", "10", "100", "777", "1000", "10000", "100000", "1000000"),
        dimension.levels());
    assertEquals("777", dimension.levels().get(dimension.baselineLevel()));
    assertEquals(List.of(0, 1), dimension.specials());
    assertEquals(List.of(2, 9, 0, 1), dimension.probes());
  }

  @Test
  void hugeAndNarrowRangesStaySmall() {
    NumericDimension huge =
        new NumericDimension("h", 0, Long.MAX_VALUE / 2, Scale.LOG, List.of(0L), 5);
    assertTrue(huge.levels().size() <= 24);
    NumericDimension narrow = new NumericDimension("n", 0, 1, Scale.LINEAR, List.of(), 0);
    assertEquals(List.of("0", "1"), narrow.levels());
    assertEquals(List.of(1), narrow.probes());
  }

  @Test
  void encodingIsolatesSpecials() {
    NumericDimension dimension = new NumericDimension("d", 0, 10, Scale.LINEAR, List.of(0L), 5, 11);
    double[] row = new double[2];
    dimension.encode(0, row, 0);
    assertArrayEquals(new double[] {0, 1}, row);
    dimension.encode(10, row, 0);
    assertArrayEquals(new double[] {1, 0}, row);
  }

  @Test
  void randomPointsKeepConstraints() {
    SearchSpace space = new SearchSpace(List.of(LOW, HIGH), List.of(ORDER));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      assertTrue(space.valid(space.random(random, List.of(0, 1), space.baseline())));
    }
  }

  @Test
  void repairSetsBackAsLittleAsPossible() {
    SearchSpace space = new SearchSpace(List.of(LOW, HIGH), List.of(ORDER));
    Point broken = space.point(Map.of("low", "100", "high", "80"));
    assertEquals(Map.of("high", "80"), space.repair(broken, space.baseline()).changes());
  }

  @Test
  void wrongSpacesAreRefused() {
    assertThrows(TunerException.class, () -> new SearchSpace(List.of(), List.of()));
    assertThrows(TunerException.class, () -> new SearchSpace(List.of(LOW, LOW), List.of()));
    assertThrows(TunerException.class, () -> new SearchSpace(List.of(LOW), List.of(ORDER)));
    Constraint never = new Constraint("never", List.of("low"), p -> false);
    assertThrows(TunerException.class, () -> new SearchSpace(List.of(LOW), List.of(never)));
    assertThrows(
        TunerException.class, () -> new NumericDimension("d", 5, 5, Scale.LINEAR, List.of(), 5));
    assertThrows(TunerException.class, () -> new CategoricalDimension("c", List.of("a", "b"), "z"));
    SearchSpace space = new SearchSpace(List.of(LOW), List.of());
    assertThrows(TunerException.class, () -> space.point(Map.of("other", "1")));
    assertThrows(TunerException.class, () -> space.point(Map.of("low", "1234")));
  }
}
