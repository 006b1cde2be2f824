package io.trimtab.features.prefetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayoffTest {
  private static final long STEP = 1_000_000;

  private final SplittableRandom random = new SplittableRandom(4);
  private double stalls;
  private final Payoff payoff = new Payoff(() -> (long) stalls);
  private long now = 1;
  private double stallWith;
  private double faults;
  private long onFor;
  private long fetched;

  /** A process that makes so many faults a millisecond with and without, give or take a tenth. */
  private void run(long millis, double with, double without) {
    for (long i = 0; i < millis; i++) {
      boolean isOn = payoff.isOn(now, (long) faults, fetched);
      onFor += isOn ? 1 : 0;
      fetched += isOn ? 5 : 0;
      faults += (isOn ? with : without) * (0.9 + 0.2 * random.nextDouble());
      stalls += isOn ? stallWith * STEP : 0;
      now += STEP;
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.1, 1.5, 3})
  void whatPaysIsKept(double gain) {
    run(20_000, 20 * gain, 20);
    assertTrue(onFor > 16_000, "on for " + onFor + " ms of 20 s");
    assertEquals(gain - 1, payoff.gain(), 0.1 * gain);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.8, 1})
  void whatDoesNotIsLeftAloneAndTriedRarely(double gain) {
    run(60_000, 20 * gain, 20);
    assertTrue(onFor < 3_000, "on for " + onFor + " ms of a minute");
    assertTrue(onFor > 100, "never tried");
  }

  @Test
  void aChangeIsFoundOut() {
    run(20_000, 10, 20);
    onFor = 0;
    run(60_000, 40, 20);
    assertTrue(onFor > 30_000, "on for " + onFor + " ms of a minute");
  }

  @Test
  void whatHoldsOthersUpDoesNotPay() {
    stallWith = 0.5;
    run(60_000, 40, 20);
    assertTrue(onFor < 3_000, "on for " + onFor + " ms of a minute");
  }

  @Test
  void aProcessThatRestsIsNotJudged() {
    run(5_000, 0.01, 0.01);
    assertEquals(Payoff.Verdict.TRYING, payoff.verdict());
  }
}
