package io.trimtab.tuner.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.NumericDimension.Scale;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BluefinAgentTest {
  private static final int SEEDS = 10;

  private final SearchSpace space =
      new SearchSpace(
          List.of(
              new NumericDimension("a", 0, 1000, Scale.LINEAR, List.of(), 500),
              new NumericDimension("b", 1, 1_000_000, Scale.LOG, List.of(), 1000)),
          List.of());

  @Test
  void climbsAHillUnderNoise() {
    for (int seed = 0; seed < SEEDS; seed++) {
      BluefinAgent agent = new BluefinAgent(space, seed);
      climb(agent, 300, seed, 0.8, 0.25);
      double a = agent.best().number("a") / 1000.0;
      double b = Math.log(agent.best().number("b")) / Math.log(1e6);
      assertEquals(0.8, a, 0.2, "seed " + seed);
      assertEquals(0.25, b, 0.2, "seed " + seed);
    }
  }

  @Test
  void followsAHillThatMoves() {
    BluefinAgent agent = new BluefinAgent(space, 1);
    climb(agent, 300, 1, 0.8, 0.5);
    assertTrue(agent.best().number("a") > 600, agent.best().toString());
    climb(agent, 400, 2, 0.2, 0.5);
    assertTrue(agent.best().number("a") < 400, agent.best().toString());
  }

  @Test
  void playsBothSidesOfItsCentre() {
    BluefinAgent agent = new BluefinAgent(space, 4);
    Point plus = agent.propose();
    agent.observe(plus, new Outcome.Measured(0, 0.01));
    assertEquals(space.baseline(), agent.best());
    Point minus = agent.propose();
    assertTrue(!plus.equals(minus));
    long centre = 500;
    boolean isOpposite =
        (plus.number("a") - centre) * (minus.number("a") - centre) <= 0
            || (plus.number("b") - 1000) * (minus.number("b") - 1000) <= 0;
    assertTrue(isOpposite, plus + " and " + minus);
  }

  @Test
  void rmsPropTakesTheFirstStepWhateverTheGradientsSize() {
    double[] large = new RmsProp(2, 0.05).step(new double[] {100, -0.001});
    assertEquals(0.05, large[0], 1e-6);
    assertEquals(-0.05, large[1], 1e-4);
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new BluefinAgent(space, 1, 0.5, 0.1));
    assertThrows(IllegalArgumentException.class, () -> new BluefinAgent(space, 1, 0.1, 0));
  }

  private static void climb(BluefinAgent agent, int trials, long seed, double a, double b) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < trials; i++) {
      Point point = agent.propose();
      double x = point.number("a") / 1000.0 - a;
      double y = Math.log(point.number("b")) / Math.log(1e6) - b;
      double gain = -(x * x + y * y) + 0.02 * random.nextGaussian();
      agent.observe(point, new Outcome.Measured(gain, 0.02));
    }
  }
}
