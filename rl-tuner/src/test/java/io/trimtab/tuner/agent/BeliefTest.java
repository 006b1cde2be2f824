package io.trimtab.tuner.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.agent.Readings.Reading;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BeliefTest {
  private static final List<Double> SURE = List.of(0.0, 0.01, 0.01);

  /** The first workload gains by "x", the second by "y", each loses by the other. */
  private final Portfolio portfolio =
      new Portfolio(
          List.of(
              Setting.DEFAULTS,
              Setting.of(SchedulingPolicy.OTHER, Map.of("x", "1")),
              Setting.of(SchedulingPolicy.OTHER, Map.of("y", "1"))),
          List.of(
              new Portfolio.Known("a", List.of(0.0), List.of(0.0, 0.3, -0.2), SURE),
              new Portfolio.Known("b", List.of(1.0), List.of(0.0, -0.2, 0.3), SURE)),
          List.of("x", "y"),
          1,
          0.5);

  private Belief belief(boolean isKnown, double a, double b) {
    return Belief.of(portfolio, isKnown, new double[] {a, b}, 0.5);
  }

  @Test
  void featuresDecideTheFirstProposal() {
    assertEquals(1, belief(true, 0.1, 3).cautious(0.5));
    assertEquals(2, belief(true, 3, 0.1).cautious(0.5));
  }

  @Test
  void inDoubtTheDefaultsStay() {
    assertEquals(0, belief(true, 0.4, 0.4).cautious(0.5));
    assertEquals(0, belief(false, 0.1, 3).cautious(0));
  }

  @Test
  void oneOutcomeTellsAboutTheOtherConfiguration() {
    Belief belief = belief(true, 0.1, 3);
    assertTrue(belief.expected(2).mean() < -0.1);
    belief.observe(1, new Reading(-0.21, 0.01, 1));
    assertTrue(belief.expected(2).mean() > 0.1, belief.expected(2).toString());
    assertEquals(-0.21, belief.expected(1).mean());
  }

  @Test
  void anOutcomeThatFitsNobodyIsLikeNone() {
    Belief belief = belief(true, 0.1, 3);
    belief.observe(1, new Reading(0.8, 0.01, 1));
    assertTrue(belief.weights()[2] > 0.99);
    assertEquals(0, belief.cautious(0.5) == 2 ? 1 : 0);
  }

  @Test
  void drawsAsOftenAsItBelieves() {
    SplittableRandom random = new SplittableRandom(1);
    Belief belief = belief(true, 0.4, 0.4);
    int[] drawn = new int[3];
    for (int i = 0; i < 1000; i++) {
      drawn[belief.sample(random)]++;
    }
    assertTrue(drawn[1] > 300 && drawn[2] > 300, drawn[1] + ", " + drawn[2]);
    belief.observe(1, new Reading(0.3, 0.01, 1));
    int kept = 0;
    for (int i = 0; i < 100; i++) {
      kept += belief.sample(random) == 1 ? 1 : 0;
    }
    assertTrue(kept >= 90, "kept " + kept);
  }
}
