package io.trimtab.tuner.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.policy.PolicyEvaluation.Gain;
import io.trimtab.tuner.policy.PolicyEvaluation.Result;
import io.trimtab.tuner.training.SyntheticLaboratory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyScoreTest {
  private static final Setting SETTING = Setting.of(SchedulingPolicy.BATCH, Map.of());
  private static final Choice CHOICE = new Choice(SETTING, 0, true, 0.1, List.of(), List.of());

  private static Gain gain(double logRatio, double error) {
    return new Gain(SETTING, logRatio, error, Optional.empty());
  }

  private static Result result(double first, double last, double best, double error) {
    return new Result(
        SyntheticLaboratory.workload("wake", 4),
        CHOICE,
        gain(first, error),
        gain(last, error),
        gain(best, error),
        10);
  }

  @Test
  void onlyWhatCanBeGainedIsCaptured() {
    PolicyScore score =
        PolicyScore.of(
            List.of(
                result(0.1, 0.2, 0.2, 0.01),
                result(-0.03, 0.05, 0.1, 0.01),
                result(0.3, 0.3, 0.3, 0.01),
                result(0.004, 0.004, 0.004, 0.001), // less than 1 %
                result(-0.01, 0, 0.1, 0.2))); // within its error
    assertEquals(5, score.workloads());
    assertEquals(3, score.gainable());
    assertEquals(0.5, score.first().orElseThrow(), 1e-12);
    assertEquals(1, score.last().orElseThrow(), 1e-12);
    assertEquals(-0.03, score.worstFirst(), 1e-12);
    assertEquals(0, score.worstLast(), 1e-12);
  }

  @Test
  void anEvenNumberHasTheMiddleOfTwo() {
    PolicyScore score =
        PolicyScore.of(List.of(result(0.1, 0.1, 0.2, 0.01), result(0.2, 0.2, 0.2, 0.01)));
    assertEquals(0.75, score.first().orElseThrow(), 1e-12);
  }

  @Test
  void aProposalThatBreaksItsWorkloadIsTheWorst() {
    Gain broken = new Gain(SETTING, Double.NaN, Double.NaN, Optional.of("it hangs"));
    Result result =
        new Result(
            SyntheticLaboratory.workload("wake", 4), CHOICE, broken, broken, gain(0.2, 0.01), 10);
    PolicyScore score = PolicyScore.of(List.of(result));
    assertEquals(Double.NEGATIVE_INFINITY, score.worstFirst());
    assertEquals(0, score.first().orElseThrow());
  }

  @Test
  void whereNothingCanBeGainedThereIsNoShare() {
    PolicyScore score = PolicyScore.of(List.of(result(0, 0, 0, 0)));
    assertTrue(score.first().isEmpty() && score.last().isEmpty());
    assertEquals(0, score.worstFirst());
  }
}
