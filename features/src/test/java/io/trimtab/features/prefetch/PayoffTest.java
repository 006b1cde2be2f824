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
  void whatPaysIsDoneWithoutForAsShortAsItTakesToTell() {
    long began = now;
    while (payoff.verdict() == Payoff.Verdict.TRYING) {
      run(1, 60, 20);
    }
    long millis = (now - began) / STEP;
    assertEquals(2 * (2 * 50 + 2 * 25), millis, 10);
    assertEquals(2 * 2 * 50, onFor, 10);
    assertEquals(2, payoff.gain(), 0.2);
  }

  @Test
  void whereFaultsAreFewThoseWithoutTakeLonger() {
    long began = now;
    while (payoff.verdict() == Payoff.Verdict.TRYING) {
      run(1, 9, 3);
    }
    // 150 faults take 50 ms, after ten.
    assertEquals(2 * (2 * 50 + 2 * 60), (now - began) / STEP, 30);
    assertEquals(2, payoff.gain(), 0.3);
  }

  @Test
  void aProcessThatGetsFasterByItselfDoesNotGain() {
    for (int i = 0; i < 4000; i++) {
      double faster = 20 + 0.01 * i;
      run(1, faster, faster);
    }
    assertEquals(0, payoff.gain(), 0.02);
  }

  @Test
  void aProcessThatRestsIsNotJudged() {
    run(5_000, 0.01, 0.01);
    assertEquals(Payoff.Verdict.TRYING, payoff.verdict());
  }
}
