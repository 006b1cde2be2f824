package io.trimtab.tuner.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConfidenceSequenceTest {
  @Test
  void knowsNothingFromTwoBlocks() {
    ConfidenceSequence sequence = new ConfidenceSequence(0.05);
    assertEquals(Interval.EVERYTHING, sequence.interval());
    sequence.observe(0.1);
    sequence.observe(0.1);
    assertEquals(Interval.EVERYTHING, sequence.interval());
    sequence.observe(0.1);
    assertTrue(Double.isFinite(sequence.interval().low()));
  }

  @Test
  void endsAreWhereTheBayesFactorReachesOneOverAlpha() {
    double alpha = 0.05;
    ConfidenceSequence sequence = new ConfidenceSequence(alpha);
    double[] xs = {0.11, 0.02, -0.05, 0.07, 0.01, 0.09, 0.04};
    for (double x : xs) {
      sequence.observe(x);
    }
    int n = xs.length;
    double v = 1 / (1 + 10.0 * n);
    double s = sequence.standardDeviation();
    double t = (sequence.mean() - sequence.interval().low()) * Math.sqrt(n) / s;
    double u = t * t / (n - 1);
    double factor = Math.sqrt(v) * Math.pow((1 + u) / (1 + v * u), n / 2.0);
    assertEquals(1 / alpha, factor, 1e-6);
  }

  @Test
  void identicalReadingsKeepTheFloorsWidth() {
    ConfidenceSequence sequence = new ConfidenceSequence(0.05);
    for (int i = 0; i < 10; i++) {
      sequence.observe(0.05);
    }
    assertTrue(sequence.interval().high() - sequence.interval().low() > 1e-5);
    assertTrue(sequence.interval().contains(0.05));
  }

  @Test
  void holdsAtEveryLookTogether() {
    SplittableRandom random = new SplittableRandom(3);
    int missed = 0;
    int runs = 4000;
    for (int run = 0; run < runs; run++) {
      ConfidenceSequence sequence = new ConfidenceSequence(0.05);
      boolean covered = true;
      for (int i = 0; i < 100; i++) {
        sequence.observe(0.3 + 0.1 * random.nextGaussian());
        covered &= sequence.interval().contains(0.3);
      }
      missed += covered ? 0 : 1;
    }
    System.out.printf(
        "confidence sequence: missed the truth at some of 100 looks in %.2f %% of %d runs%n",
        100.0 * missed / runs, runs);
    assertTrue(missed <= 0.05 * runs, "missed " + missed);
  }

  @Test
  void refusesWhatIsNoNumber() {
    ConfidenceSequence sequence = new ConfidenceSequence(0.05);
    assertThrows(IllegalArgumentException.class, () -> sequence.observe(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new ConfidenceSequence(1));
    assertThrows(IllegalArgumentException.class, () -> new ConfidenceSequence(0.05, 0));
  }

  @Test
  void looserLevelIsNarrower() {
    ConfidenceSequence sequence = new ConfidenceSequence(0.05);
    for (double x : new double[] {0.1, 0.2, 0.15, 0.12, 0.18, 0.11}) {
      sequence.observe(x);
    }
    assertTrue(sequence.interval(0.2).low() > sequence.interval().low());
    assertFalse(sequence.interval(0.001).low() > sequence.interval().low());
  }
}
