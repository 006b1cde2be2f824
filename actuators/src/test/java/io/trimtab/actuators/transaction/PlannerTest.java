package io.trimtab.actuators.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.ActuatorException.Kind;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.fake.FakeKernel;
import io.trimtab.actuators.fake.Kernels;
import io.trimtab.actuators.kernel.FileError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlannerTest {
  private final FakeKernel kernel = Kernels.small();

  @Test
  void changesFromWhatIsThereNow() {
    Plan plan = plan("vm.swappiness=10", "mm.transparent_hugepage.enabled=always");
    assertEquals(
        List.of("vm.swappiness 60->10", "mm.transparent_hugepage.enabled madvise->always"),
        texts(plan.changes()));
  }

  @Test
  void leavesOutWhatNeedsNoWrite() {
    assertTrue(plan("vm.swappiness=60").isEmpty());
    assertTrue(plan("vm.dirty_ratio=20").isEmpty(), "nor its twin");
    assertEquals(1, plan("vm.swappiness=60", "vm.vfs_cache_pressure=50").changes().size());
  }

  @ParameterizedTest
  @CsvSource({
    "vm.swappiness=201, 'vm.swappiness: 201 is outside 1..200 %'",
    "vm.swappiness=-1, 'vm.swappiness: -1 is outside 1..200 %'",
    "vm.swappiness=much, 'vm.swappiness: \"much\" is not an integer'",
    "vm.swapiness=10, 'unknown tunable \"vm.swapiness\"; did you mean vm.swappiness?'",
    "mm.transparent_hugepage.enabled=maybe, 'enabled: \"maybe\" is not one of always, madvise'",
    "vm.dirty_bytes=0, 'vm.dirty_bytes: 0 is outside'"
  })
  void refusesWhatIsWrong(String setting, String message) {
    ActuatorException failure = assertThrows(ActuatorException.class, () -> plan(setting));
    assertEquals(Kind.INVALID, failure.kind());
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
  }

  @Test
  void refusesTheSameTunableTwice() {
    ActuatorException twice =
        assertThrows(
            ActuatorException.class, () -> plan("vm.swappiness=10", "/proc/sys/vm/swappiness=20"));
    assertEquals("vm.swappiness is given twice", twice.getMessage());
  }

  @Test
  void refusesWhatCannotBeTurnedHere() {
    kernel.unwritable(Kernels.SWAPPINESS, FileError.ACCESS_DENIED);
    ActuatorException refused =
        assertThrows(ActuatorException.class, () -> plan("vm.swappiness=10"));
    assertEquals(Kind.UNAVAILABLE, refused.kind());
  }

  @Test
  void keepsTheRuntimeWithinThePeriodAtEveryStep() {
    assertEquals(
        List.of(
            "kernel.sched_rt_runtime_us 950000->500000",
            "kernel.sched_rt_period_us 1000000->600000"),
        texts(
            plan("kernel.sched_rt_period_us=600000", "kernel.sched_rt_runtime_us=500000")
                .changes()));
    kernel.set(Kernels.RT_RUNTIME, "500000");
    kernel.set(Kernels.RT_PERIOD, "600000");
    assertEquals(
        List.of(
            "kernel.sched_rt_period_us 600000->1000000",
            "kernel.sched_rt_runtime_us 500000->950000"),
        texts(
            plan("kernel.sched_rt_runtime_us=950000", "kernel.sched_rt_period_us=1000000")
                .changes()));
  }

  @Test
  void refusesABrokenConstraintAgainstTheConfigurationAndAgainstTheKernel() {
    assertEquals(
        "kernel.sched_rt_runtime_us (950000) must not exceed kernel.sched_rt_period_us (600000)",
        assertThrows(ActuatorException.class, () -> plan("kernel.sched_rt_period_us=600000"))
            .getMessage());
    assertEquals(
        "vm.dirty_background_ratio (30) must be below vm.dirty_ratio (20)",
        assertThrows(ActuatorException.class, () -> plan("vm.dirty_background_ratio=30"))
            .getMessage());
    assertTrue(!plan("vm.dirty_background_ratio=30", "vm.dirty_ratio=40").isEmpty());
  }

  @Test
  void keepsOutOfRegionsThatTheAdministratorAdds() {
    kernel.file(
        "/etc/trimtab/unsafe.toml",
        """
        [[unsafe]]
        when = [ { tunable = "vm.swappiness", to = 5 }, { tunable = "vm.dirty_ratio", from = 20 } ]
        harm = "it swaps nothing"
        evidence = "seen"
        """);
    assertEquals(
        "vm.swappiness up to 5 and vm.dirty_ratio from 20 is unsafe: it swaps nothing (seen)",
        assertThrows(ActuatorException.class, () -> plan("vm.swappiness=5")).getMessage());
    assertEquals(1, plan("vm.swappiness=6").changes().size());
    assertTrue(!plan("vm.swappiness=5", "vm.dirty_ratio=15").isEmpty());
  }

  /**
   * Values that are within their ranges, but not on a host with a short period, or little memory.
   */
  @ParameterizedTest
  @CsvSource({
    "kernel.sched_rt_runtime_us=795000, kernel.sched_rt_runtime_us=790000",
    "vm.min_free_kbytes=250000, vm.min_free_kbytes=200000",
  })
  void keepsOutOfTheRegionsThatFuzzingFound(String unsafe, String safe) {
    kernel.file("/proc/sys/kernel/sched_rt_runtime_us", "750000\n");
    kernel.file("/proc/sys/kernel/sched_rt_period_us", "800000\n");
    kernel.file("/proc/sys/vm/min_free_kbytes", "67584\n");
    kernel.file("/proc/meminfo", "MemTotal: 300000 kB\n");

    String refusal = assertThrows(ActuatorException.class, () -> plan(unsafe)).getMessage();
    assertTrue(refusal.contains("unsafe") && refusal.contains("seen on guest"), refusal);
    assertEquals(1, plan(safe).changes().size());
  }

  @Test
  void zeroesTheTwinAndRefusesBoth() {
    Plan plan = plan("vm.dirty_bytes=100M");
    assertEquals(
        List.of("vm.dirty_ratio 20->0 implied", "vm.dirty_bytes 0->104857600"),
        texts(plan.changes()).stream().sorted(java.util.Comparator.reverseOrder()).toList());
    assertEquals(
        "vm.dirty_bytes and vm.dirty_ratio zero each other; give one of them",
        assertThrows(
                ActuatorException.class, () -> plan("vm.dirty_bytes=100M", "vm.dirty_ratio=30"))
            .getMessage());
  }

  @Test
  void takesZeroForATwinThatIsNotInForce() {
    Planner planner = new Planner(Catalogue.probe(kernel));
    Value zero = new Value.Number(0);
    Configuration asItIs =
        new Configuration(Map.of("vm.dirty_bytes", zero, "vm.dirty_ratio", new Value.Number(20)));
    assertTrue(planner.plan(asItIs).isEmpty());
    Configuration another =
        new Configuration(Map.of("vm.dirty_bytes", zero, "vm.dirty_ratio", new Value.Number(30)));
    assertEquals(2, planner.plan(another).changes().size());
  }

  @Test
  void writesWhatDisturbsBeforeWhatIsDisturbed() {
    Plan plan =
        plan(
            "block.vda.read_ahead_kb=64",
            "block.vda.nr_requests=50",
            "block.vda.scheduler=mq-deadline",
            "block.vda.max_sectors_kb=640");
    List<String> names = plan.changes().stream().map(c -> c.tunable().name()).toList();
    assertTrue(
        names.indexOf("block.vda.scheduler") < names.indexOf("block.vda.nr_requests"),
        names.toString());
    assertTrue(
        names.indexOf("block.vda.max_sectors_kb") < names.indexOf("block.vda.read_ahead_kb"),
        names.toString());
  }

  @Test
  void noticesTheBystanders() {
    assertEquals(
        List.of("block.vda.nr_requests 77->77 implied"),
        texts(plan("block.vda.scheduler=kyber").bystanders()));
    assertEquals(List.of(), plan("block.vda.nomerges=1").bystanders());
  }

  private Plan plan(String... settings) {
    Catalogue catalogue = Catalogue.probe(kernel);
    return new Planner(catalogue).plan(Bench.configuration(settings));
  }

  private static List<String> texts(List<Change> changes) {
    return changes.stream()
        .map(
            c ->
                c.tunable().name()
                    + " "
                    + c.from().text()
                    + "->"
                    + c.to().text()
                    + (c.implied() ? " implied" : ""))
        .toList();
  }
}
