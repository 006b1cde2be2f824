package io.trimtab.tuner.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.search.CategoricalDimension;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StunSpaceTest {
  @Test
  void stepsAreTenthsOfThePapersRangesAndTheDefaultIsTheMachines() {
    StunSpace space = StunSpace.of(new SyntheticLaboratory(0).space());
    Dimension latency = space.search().dimensions().get(1);
    assertEquals("sched.latency_ns", latency.name());
    assertEquals(
        List.of(
            "100000",
            "12000000",
            "100090000",
            "200080000",
            "300070000",
            "400060000",
            "500050000",
            "600040000",
            "700030000",
            "800020000",
            "900010000",
            "1000000000"),
        latency.levels());
    assertEquals("12000000", latency.levels().get(latency.baselineLevel()));
    assertEquals("policy", space.search().dimensions().get(0).name());
  }

  @Test
  void hundredthsHoldTheValuesThatThePaperFound() {
    SearchSpace search = StunSpace.of(new SyntheticLaboratory(0).space(), 100).search();
    Dimension wakeup = search.dimensions().get(search.index("sched.wakeup_granularity_ns"));
    assertTrue(wakeup.levels().contains("190000000"));
    Dimension latency = search.dimensions().get(search.index("sched.latency_ns"));
    assertTrue(latency.levels().contains("20098000"), latency.levels().toString());
  }

  @Test
  void namesWhatTheKernelLacks() {
    StunSpace space = StunSpace.of(new SyntheticLaboratory(0).space());
    assertEquals(
        List.of("rt_period_us", "rt_runtime_us", "cfs_bandwidth_slice_us"), space.leftOut());
    assertEquals(7, space.search().size());
  }

  @Test
  void keepsWithinWhatTheMachineSurvives() {
    SearchSpace theirs = new SyntheticLaboratory(0).space();
    StunSpace space = StunSpace.of(theirs);
    assertEquals(List.of("min_granularity_ns", "nr_migrate", "rr_timeslice_ms"), space.narrowed());
    SearchSpace search = space.search();
    List<String> migration =
        search.dimensions().get(search.index("sched.migration_cost_ns")).levels();
    assertEquals("0", migration.get(0));
    assertEquals("1000000000", migration.get(migration.size() - 1));
    List<String> granularity =
        search.dimensions().get(search.index("sched.min_granularity_ns")).levels();
    assertEquals("100000000", granularity.get(granularity.size() - 1));
  }

  @Test
  void realTimeRunTimeStaysWithinItsPeriod() {
    List<Dimension> dimensions =
        new ArrayList<>(
            List.of(new CategoricalDimension("policy", List.of("other", "rr"), "other")));
    dimensions.add(number("kernel.sched_rt_period_us", 500_000, 1_000_000, 1_000_000));
    dimensions.add(number("kernel.sched_rt_runtime_us", 500_000, 990_000, 950_000));
    SearchSpace search = StunSpace.of(new SearchSpace(dimensions, List.of())).search();
    Map<String, String> broken =
        Map.of("kernel.sched_rt_period_us", "900000", "kernel.sched_rt_runtime_us", "950000");
    assertTrue(search.valid(search.baseline()));
    assertTrue(!search.valid(search.point(broken)));
  }

  @Test
  void needsPolicies() {
    SearchSpace bare =
        new SearchSpace(List.of(number("sched.latency_ns", 100_000, 200_000, 150_000)), List.of());
    String message = assertThrows(TunerException.class, () -> StunSpace.of(bare)).getMessage();
    assertTrue(message.contains("no scheduling policies"), message);
  }

  private static NumericDimension number(String name, long min, long max, long baseline) {
    return new NumericDimension(name, min, max, NumericDimension.Scale.LINEAR, List.of(), baseline);
  }
}
