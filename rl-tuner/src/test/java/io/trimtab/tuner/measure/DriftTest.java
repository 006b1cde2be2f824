package io.trimtab.tuner.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static final double[] SECONDS =
      IntStream.range(0, 60).mapToDouble(i -> 2.0 * i).toArray();

  @Test
  void findsTwoPerCentAMinuteDespiteWildReadings() {
    SplittableRandom random = new SplittableRandom(1);
    double[] readings =
        Arrays.stream(SECONDS)
            .map(t -> Math.exp(0.02 * t / 60 + 0.005 * random.nextGaussian()))
            .toArray();
    readings[7] *= 5;
    readings[31] *= 9;
    Drift drift = Drift.of(SECONDS, readings);
    assertEquals(2, drift.percentPerMinute(), 0.5);
    assertTrue(drift.significant());
    assertTrue(drift.low() < 2 && 2 < drift.high());
  }

  @Test
  void claimsNoneInPlainNoise() {
    SplittableRandom random = new SplittableRandom(2);
    int claimed = 0;
    for (int run = 0; run < 400; run++) {
      double[] readings =
          Arrays.stream(SECONDS).map(t -> Math.exp(0.05 * random.nextGaussian())).toArray();
      claimed += Drift.of(SECONDS, readings).significant() ? 1 : 0;
    }
    assertTrue(claimed <= 0.07 * 400, "claimed " + claimed);
  }

  @Test
  void fewOrSimultaneousReadingsSayNothing() {
    assertEquals(Drift.UNKNOWN, Drift.of(new double[] {1, 2}, new double[] {1, 2}));
    assertFalse(
        Drift.of(new double[10], new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}).significant());
  }
}
