package io.trimtab.tuner.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DisturbanceRuleTest {
  @Test
  void flagsABurstInEitherHalfAlike() {
    for (boolean inBaseline : new boolean[] {true, false}) {
      DisturbanceRule rule = new DisturbanceRule();
      SplittableRandom random = new SplittableRandom(4);
      for (int i = 0; i < 10; i++) {
        assertFalse(rule.observe(block(random, 0.01, 1, 1)));
      }
      assertTrue(rule.observe(block(random, 0.01, inBaseline ? 2 : 1, inBaseline ? 1 : 2)));
      assertFalse(rule.observe(block(random, 0.01, 1, 1)));
    }
  }

  @Test
  void saysNothingBeforeItKnowsWhatIsTypical() {
    DisturbanceRule rule = new DisturbanceRule();
    assertFalse(rule.observe(new Block(1, 3, 1, 1, false)));
  }

  @Test
  void leavesOrdinaryNoiseAlone() {
    DisturbanceRule rule = new DisturbanceRule();
    SplittableRandom random = new SplittableRandom(5);
    int flagged = 0;
    for (int i = 0; i < 1000; i++) {
      flagged += rule.observe(block(random, 0.1, 1, 1)) ? 1 : 0;
    }
    assertTrue(flagged <= 10, "flagged " + flagged);
  }

  @Test
  void alwaysRoughIsTypical() {
    DisturbanceRule rule = new DisturbanceRule();
    int late = 0;
    for (int i = 0; i < 40; i++) {
      boolean flagged = rule.observe(new Block(1, 1.5, 1.5, 1, false));
      late += flagged && i > 20 ? 1 : 0;
    }
    assertEquals(0, late);
  }

  private static Block block(SplittableRandom random, double noise, double a, double b) {
    return new Block(
        a * Math.exp(noise * random.nextGaussian()),
        Math.exp(noise * random.nextGaussian()),
        b * Math.exp(noise * random.nextGaussian()),
        Math.exp(noise * random.nextGaussian()),
        false);
  }
}
