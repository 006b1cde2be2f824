package io.trimtab.tuner.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.measure.Interval;
import io.trimtab.tuner.policy.LoggedWorkload.LoggedTrial;
import io.trimtab.tuner.policy.OffPolicyEstimate.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A logging policy that draws one of five settings, not all equally often; the truth is known. */
final class OffPolicyTest {
  private static final double[] PROBABILITIES = {0.4, 0.3, 0.15, 0.1, 0.05};
  private static final double[] GAINS = {0.3, 0.2, 0.6, 0.4, 0};
  private static final int TARGET = 3;

  @Test
  void withKnownProbabilitiesAllThreeMethodsFindTheTruth() {
    int covered = 0;
    for (int round = 0; round < 20; round++) {
      OffPolicyReport report = OffPolicy.evaluate(log(round, true, 12, 60), 1);
      assertEquals(3, report.estimates().size());
      assertEquals(Method.DOUBLY_ROBUST, report.recommended().method(), report.reason());
      assertEquals(GAINS[TARGET], report.recommended().value(), 0.06);
      Interval interval = report.recommended().interval().orElseThrow();
      covered += interval.contains(GAINS[TARGET]) ? 1 : 0;
    }
    assertTrue(covered >= 16, "95 % intervals cover the truth: " + covered + " of 20");
  }

  @Test
  void theDoublyRobustOneIsLessNoisyThanWeighting() {
    double weighted = 0;
    double robust = 0;
    for (int round = 0; round < 20; round++) {
      OffPolicyReport report = OffPolicy.evaluate(log(round, true, 8, 40), 1);
      weighted += Math.abs(report.estimates().get(1).value() - GAINS[TARGET]);
      robust += Math.abs(report.estimates().get(2).value() - GAINS[TARGET]);
    }
    assertTrue(robust < weighted, robust + " against " + weighted);
  }

  @Test
  void withoutProbabilitiesThereIsTheDirectMethodAlone() {
    OffPolicyReport report = OffPolicy.evaluate(log(1, false, 12, 60), 1);
    assertEquals(1, report.estimates().size());
    assertEquals(Method.DIRECT, report.recommended().method());
    assertTrue(report.reason().contains("is not known"), report.reason());
    assertEquals(GAINS[TARGET], report.recommended().value(), 0.06);
  }

  @Test
  void howWrongAModelIsNobodyKnows() {
    for (OffPolicyEstimate estimate : OffPolicy.evaluate(log(1, true, 12, 60), 1).estimates()) {
      assertEquals(estimate.method() != Method.DIRECT, estimate.interval().isPresent());
    }
  }

  @Test
  void withoutMatchesWeightingIsNotRecommended() {
    List<LoggedWorkload> log =
        log(1, true, 12, 60).stream()
            .map(
                w ->
                    new LoggedWorkload(
                        w.name(),
                        w.target(),
                        w.trials().stream().filter(t -> !t.isTarget()).toList()))
            .toList();
    OffPolicyReport report = OffPolicy.evaluate(log, 1);
    assertEquals(Method.DIRECT, report.recommended().method());
    assertTrue(report.reason().contains("none of the trials"), report.reason());
  }

  @Test
  void trialsThatAPolicyWasMadeOfAreNotWeighted() {
    List<LoggedWorkload> log =
        log(1, true, 12, 60).stream()
            .map(
                w ->
                    new LoggedWorkload(
                        w.name(),
                        w.target(),
                        w.trials().stream().map(OffPolicyTest::fromAHugeSpace).toList()))
            .toList();
    OffPolicyReport report = OffPolicy.evaluate(log, 1);
    assertEquals(List.of(Method.DIRECT), report.estimates().stream().map(e -> e.method()).toList());
    assertTrue(report.reason().contains("made of them"), report.reason());
  }

  /** As of random draws among 10^12 settings. */
  private static LoggedTrial fromAHugeSpace(LoggedTrial trial) {
    return new LoggedTrial(trial.row(), trial.isTarget(), trial.reward(), OptionalDouble.of(1e-12));
  }

  @Test
  void nothingIsNoBasis() {
    assertThrows(TunerException.class, () -> OffPolicy.evaluate(List.of(), 1));
  }

  private static List<LoggedWorkload> log(
      long seed, boolean isKnown, int workloads, int trialsOfEach) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LoggedWorkload> log = new ArrayList<>();
    for (int w = 0; w < workloads; w++) {
      List<LoggedTrial> trials = new ArrayList<>();
      for (int i = 0; i < trialsOfEach; i++) {
        int arm = draw(random);
        trials.add(
            new LoggedTrial(
                row(arm),
                arm == TARGET,
                GAINS[arm] + 0.05 * random.nextGaussian(),
                isKnown ? OptionalDouble.of(PROBABILITIES[arm]) : OptionalDouble.empty()));
      }
      log.add(new LoggedWorkload("w" + w, row(TARGET), trials));
    }
    return log;
  }

  private static int draw(SplittableRandom random) {
    double rest = random.nextDouble();
    for (int arm = 0; arm < PROBABILITIES.length; arm++) {
      rest -= PROBABILITIES[arm];
      if (rest < 0) {
        return arm;
      }
    }
    return 0;
  }

  private static List<Double> row(int arm) {
    double[] row = new double[PROBABILITIES.length];
    row[arm] = 1;
    return Arrays.stream(row).boxed().toList();
  }
}
