package io.trimtab.tuner.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StoppingRuleTest {
  private static final double MIN_GAIN = 0.01;

  @Test
  void findsFivePerCentUnderTwoPerCentNoise() {
    SplittableRandom random = new SplittableRandom(11);
    int runs = 1000;
    int better = 0;
    double blocks = 0;
    for (int run = 0; run < runs; run++) {
      ConfidenceSequence sequence = new ConfidenceSequence(0.05);
      StoppingRule rule = StoppingRule.forValidation(0.02, MIN_GAIN);
      do {
        sequence.observe(Math.log(1.05) + 0.02 * random.nextGaussian());
      } while (!rule.after(sequence, Math.log1p(MIN_GAIN)).isOver());
      better += Judgement.of(sequence, MIN_GAIN).verdict() == Verdict.BETTER ? 1 : 0;
      blocks += sequence.count();
    }
    System.out.printf(
        "power: 5 %% gain, 2 %% noise: better in %.1f %% of %d runs, %.1f blocks on average%n",
        100.0 * better / runs, runs, blocks / runs);
    assertTrue(better >= 0.9 * runs, "better in " + better);
  }

  @Test
  void goesOnUntilTheGainThatMattersIsDecided() {
    SplittableRandom random = new SplittableRandom(12);
    double least = 0.05;
    int better = 0;
    for (int run = 0; run < 100; run++) {
      ConfidenceSequence sequence = new ConfidenceSequence(0.05);
      StoppingRule rule = StoppingRule.forValidation(0.02, least);
      do {
        sequence.observe(Math.log(1.1) + 0.02 * random.nextGaussian());
      } while (!rule.after(sequence, Math.log1p(least)).isOver());
      better += Judgement.of(sequence, least).verdict() == Verdict.BETTER ? 1 : 0;
    }
    assertTrue(better >= 95, "better in " + better);
  }

  @Test
  void dropsALoserEarly() {
    ConfidenceSequence sequence = new ConfidenceSequence(0.05);
    StoppingRule rule = StoppingRule.forSearch(4, 0.05);
    assertEquals(Progress.CONTINUE, rule.after(sequence, 0));
    sequence.observe(-0.5);
    assertEquals(Progress.HOPELESS, rule.after(sequence, 0));
  }

  @Test
  void endsAtTheLimit() {
    ConfidenceSequence sequence = new ConfidenceSequence(0.05);
    StoppingRule rule = StoppingRule.forSearch(2, 0.05);
    sequence.observe(0.01);
    assertEquals(Progress.CONTINUE, rule.after(sequence, 0));
    sequence.observe(0.02);
    assertEquals(Progress.EXHAUSTED, rule.after(sequence, 0));
  }

  @Test
  void equalIsDecidedToo() {
    ConfidenceSequence sequence = new ConfidenceSequence(0.05);
    StoppingRule rule = StoppingRule.forValidation(0.001, MIN_GAIN);
    for (int i = 0; i < 10; i++) {
      sequence.observe(0.0001 * (i % 2));
    }
    assertEquals(Progress.DECIDED, rule.after(sequence, 0));
    assertEquals(Verdict.NO_DIFFERENCE, Judgement.of(sequence, MIN_GAIN).verdict());
  }

  @Test
  void worseMirrorsBetter() {
    ConfidenceSequence up = new ConfidenceSequence(0.05);
    ConfidenceSequence down = new ConfidenceSequence(0.05);
    for (int i = 0; i < 8; i++) {
      up.observe(0.1 + 0.001 * i);
      down.observe(-0.1 - 0.001 * i);
    }
    assertEquals(Verdict.BETTER, Judgement.of(up, MIN_GAIN).verdict());
    assertEquals(Verdict.WORSE, Judgement.of(down, MIN_GAIN).verdict());
    assertEquals("no-difference", Verdict.NO_DIFFERENCE.word());
  }
}
