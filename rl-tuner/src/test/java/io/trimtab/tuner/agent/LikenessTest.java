package io.trimtab.tuner.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LikenessTest {
  private static final double NONE = Double.NaN;

  /** The first feature goes with the gains, the second does not. */
  private final Likeness likeness =
      new Likeness(
          List.of(List.of(0.0, 3.0), List.of(0.1, 0.0), List.of(2.0, 0.1), List.of(2.1, 3.1)),
          List.of(
              new double[] {0, 0.3}, new double[] {0, 0.3},
              new double[] {0, -0.2}, new double[] {0, -0.2}));

  @Test
  void whatGoesWithTheGainsTells() {
    double[] distances = likeness.distances(List.of(0.05, 1.5));
    assertTrue(distances[0] < distances[2] / 2 && distances[1] < distances[2] / 2);
    assertTrue(distances[1] < distances[3] / 2);
  }

  @Test
  void whatTellsNothingAloneCountsHalf() {
    double spread = 1.0025; // Of the first feature; that of the second is 1.5003.
    double[] first = likeness.distances(List.of(0.0, 3.0 - 1.5003));
    double[] second = likeness.distances(List.of(spread, 3.0));
    assertEquals(0.5, first[0] * first[0] / (second[0] * second[0]), 0.01);
  }

  @Test
  void whatIsUnlikeAnythingIsUnknown() {
    assertTrue(likeness.knows(List.of(0.0, 2.9)));
    assertFalse(likeness.knows(List.of(0.0, 30.0)));
    assertFalse(likeness.knows(List.of(-9.0, 3.0)));
  }

  @Test
  void whatIsNotKnownIsPassedOver() {
    assertTrue(likeness.knows(List.of(0.0, NONE)));
    assertFalse(likeness.knows(List.of(NONE, NONE)));
    assertFalse(likeness.knows(List.of()));
    assertEquals(Double.POSITIVE_INFINITY, likeness.distances(List.of())[0]);
  }

  @Test
  void ofOneWorkloadOnlyItselfIsKnown() {
    Likeness one = new Likeness(List.of(List.of(1.0)), List.of(new double[] {0}));
    assertTrue(one.knows(List.of(1.0)));
    assertFalse(one.knows(List.of(1.2)));
  }
}
