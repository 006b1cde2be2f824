package io.trimtab.tuner.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Laboratory.Trial;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.run.Objective;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.SearchSpace;
import io.trimtab.tuner.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a guest has told of its files, as tunables. */
class GuestTunablesTest {
  private static final String TOLD =
      """
      /proc/sys/kernel/osrelease:6.1.0-56-cloud-amd64
      /proc/sys/kernel/sched_rt_period_us:1000000
      /proc/sys/kernel/sched_rt_runtime_us:950000
      /proc/sys/kernel/sched_child_runs_first:0
      /proc/sys/kernel/../../../etc/passwd:root
      /sys/kernel/debug/sched/latency_ns:6000000
      /sys/kernel/debug/sched/nr_migrate:32
      /sys/kernel/debug/sched/preempt:none (voluntary) full
      grep: /proc/sys/kernel/x: Permission denied
      """;

  @TempDir Path tree;
  private GuestTunables tunables;

  @BeforeEach
  void record() throws Exception {
    new RecordedFiles(TOLD).write(tree, List.of("/sys/kernel/debug/sched/nr_migrate"));
    tunables = new GuestTunables(tree);
  }

  @Test
  void thePolicyComesFirstAndThenWhatTheGuestHas() {
    SearchSpace space = tunables.space();
    assertEquals(
        List.of(
            "policy",
            "sched.latency_ns",
            "sched.preempt",
            "kernel.sched_rt_period_us",
            "kernel.sched_rt_runtime_us",
            "kernel.sched_child_runs_first"),
        space.dimensions().stream().map(Dimension::name).toList());
    assertEquals("other", space.baseline().value("policy"));
    assertEquals("6000000", space.baseline().value("sched.latency_ns"));
    assertEquals(
        List.of("other", "batch", "idle", "fifo", "rr"), space.dimensions().get(0).levels());
    assertFalse(
        space.valid(
            space.point(
                Map.of(
                    "kernel.sched_rt_period_us", "500000",
                    "kernel.sched_rt_runtime_us", "950000"))));
  }

  @Test
  void valuesAreWrittenInTheOrderInWhichTheyMayBe() {
    assertEquals(
        List.of("kernel.sched_rt_runtime_us", "kernel.sched_rt_period_us"),
        names(
            Map.of("kernel.sched_rt_period_us", "600000", "kernel.sched_rt_runtime_us", "500000")));
    assertEquals(List.of(), names(Map.of("sched.latency_ns", "6000000")));
  }

  private List<String> names(Map<String, String> values) {
    return tunables.changes(Setting.of(SchedulingPolicy.OTHER, values)).stream()
        .map(change -> change.tunable().name())
        .toList();
  }

  @Test
  void whatTheGuestDoesNotHaveOrMayNotHaveIsRefused() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "sched.base_slice_ns", "3000000",
                "sched.latency_n", "3000000",
                "sched.nr_migrate", "8",
                "sched.latency_ns", "5",
                "sched.preempt", "sometimes")
            .entrySet()) {
      TunerException e =
          assertThrows(TunerException.class, () -> names(Map.of(wrong.getKey(), wrong.getValue())));
      assertTrue(e.getMessage().contains("sched."), e.getMessage());
      assertTrue(e.kind() != TunerException.Kind.FAILED, e.getMessage());
    }
  }

  @Test
  void settingsThatAreTheSameHaveOneKey() {
    assertEquals("other", key(Map.of()));
    assertEquals("other", key(Map.of("sched.latency_ns", "6000000")));
    assertEquals(
        "other kernel.sched_rt_runtime_us=500000 sched.latency_ns=8000000",
        key(Map.of("sched.latency_ns", "8000000", "kernel.sched_rt_runtime_us", "500000")));
  }

  private String key(Map<String, String> values) {
    Setting setting = Setting.of(SchedulingPolicy.OTHER, values);
    Workload workload =
        new Workload(
            "w",
            "f",
            List.of("true"),
            Objective.parse("min:elapsed"),
            Duration.ofSeconds(1),
            false);
    return new GuestTrial(new Trial(workload, setting, 1), tunables.changes(setting)).setting();
  }

  @Test
  void whatIsNotInForceIsTold() {
    Setting setting = Setting.of(SchedulingPolicy.OTHER, Map.of("sched.preempt", "full"));
    assertEquals(
        Optional.empty(),
        GuestTunables.discrepancy(tunables.changes(setting), List.of("none voluntary (full)")));
    assertEquals(
        Optional.of("sched.preempt: wrote full, the kernel has \"none (voluntary) full\""),
        GuestTunables.discrepancy(tunables.changes(setting), List.of("none (voluntary) full")));
    assertEquals(
        Optional.of("sched.preempt: wrote full, the kernel has \"\""),
        GuestTunables.discrepancy(tunables.changes(setting), List.of()));
  }
}
