package io.trimtab.tuner.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.SettingText;
import io.trimtab.tuner.experience.SpaceConstraints;
import io.trimtab.tuner.search.CategoricalDimension;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.SearchSpace;
import io.trimtab.tuner.training.SyntheticLaboratory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** From a kernel with CFS to one with EEVDF. */
final class TransferTest {
  private static final SearchSpace EEVDF =
      space(
          List.of(
              new CategoricalDimension("policy", List.of("other", "batch"), "other"),
              log("sched.base_slice_ns", 100_000, 100_000_000, 3_000_000),
              log("sched.migration_cost_ns", 1_000, 1_000_000, 500_000),
              number("kernel.sched_rt_runtime_us", 100_000, 1_000_000, 950_000),
              number("kernel.sched_rt_period_us", 500_000, 1_000_000, 1_000_000)));

  @Test
  void theSameSpaceKeepsEverything() {
    Setting setting = setting("batch sched.latency_ns=100000 sched.migration_cost_ns=1000");
    Transfer.Result result =
        Transfer.between(SyntheticLaboratory.SPACE, SyntheticLaboratory.SPACE).apply(setting);
    assertTrue(result.isWhole());
    assertEquals(setting, result.setting());
  }

  @Test
  void whatIsGoneGoesToItsSuccessorInProportion() {
    Transfer.Result result = transfer("other sched.min_granularity_ns=15000000");
    Transfer.Step step = steps(result).get("sched.min_granularity_ns");
    assertEquals(Transfer.Fate.SUCCEEDED, step.fate());
    assertEquals("sched.base_slice_ns", step.target());
    long slice = Long.parseLong(step.result());
    assertTrue(slice > 20_000_000 && slice < 45_000_000, "ten times the default: " + slice);
    assertEquals(step.result(), result.setting().values().get("sched.base_slice_ns"));
  }

  @Test
  void theOtherPredecessorAndWhatHasNoneAreDropped() {
    Transfer.Result result =
        transfer("rr sched.latency_ns=1000000000 sched.wakeup_granularity_ns=10000");
    Map<String, Transfer.Step> steps = steps(result);
    assertEquals(Transfer.Fate.DROPPED, steps.get("sched.latency_ns").fate());
    assertTrue(steps.get("sched.latency_ns").reason().contains("sched.min_granularity_ns"));
    assertEquals(Transfer.Fate.DROPPED, steps.get("sched.wakeup_granularity_ns").fate());
    assertEquals(Transfer.Fate.DROPPED, steps.get("policy").fate());
    assertEquals(Setting.DEFAULTS, result.setting());
    assertFalse(result.isWhole());
  }

  @Test
  void whatIsOutsideTheRangeIsClamped() {
    Transfer.Result result = transfer("batch sched.migration_cost_ns=1000000000");
    Transfer.Step step = steps(result).get("sched.migration_cost_ns");
    assertEquals(Transfer.Fate.CLAMPED, step.fate());
    assertEquals("1000000", step.result());
    assertEquals("batch sched.migration_cost_ns=1000000", result.setting().toString());
  }

  @Test
  void constraintsHereHold() {
    SearchSpace roomy =
        space(
            List.of(
                new CategoricalDimension("policy", List.of("other", "batch"), "other"),
                number("kernel.sched_rt_runtime_us", 100_000, 1_000_000, 500_000),
                number("kernel.sched_rt_period_us", 500_000, 1_000_000, 1_000_000)));
    Setting setting = setting("other kernel.sched_rt_period_us=500000");
    Transfer.Result result = Transfer.between(roomy, EEVDF).apply(setting);
    assertTrue(EEVDF.valid(result.point()), result.setting().toString());
    assertFalse(result.isWhole(), "a runtime of 950000 stands against it");
  }

  private static Transfer.Result transfer(String line) {
    return Transfer.between(SyntheticLaboratory.SPACE, EEVDF).apply(setting(line));
  }

  private static Map<String, Transfer.Step> steps(Transfer.Result result) {
    return result.steps().stream()
        .collect(Collectors.toMap(Transfer.Step::tunable, Function.identity()));
  }

  private static Setting setting(String line) {
    return SettingText.parse(line, "the test");
  }

  private static SearchSpace space(List<Dimension> dimensions) {
    return new SearchSpace(dimensions, SpaceConstraints.among(dimensions));
  }

  private static NumericDimension log(String name, long min, long max, long baseline) {
    return new NumericDimension(name, min, max, NumericDimension.Scale.LOG, List.of(), baseline);
  }

  private static NumericDimension number(String name, long min, long max, long baseline) {
    return new NumericDimension(name, min, max, NumericDimension.Scale.LINEAR, List.of(), baseline);
  }
}
