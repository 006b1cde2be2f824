package io.trimtab.collector.ebpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Buckets;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import io.trimtab.testing.RequiresEbpf;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The programs on the running kernel. */
@RequiresEbpf
class EbpfProgramsTest {
  private static final Schema SCHEMA = Schema.shipped();

  @Test
  void thoseThatNeedNoHooksOfLateLoadOnEveryKernel() {
    try (EbpfPrograms programs = start()) {
      assertTrue(
          Set.of("faults", "files").containsAll(programs.refused().keySet()),
          programs.refused()::toString);
    }
  }

  @Test
  void whatIsNotAskedForIsNotLoaded() {
    try (EbpfPrograms programs =
        EbpfPrograms.start(
            Set.of("block"),
            SCHEMA,
            Path.of("/"),
            ProcessHandle.current().pid(),
            Problems.ignored())) {
      assertEquals(1, programs.sources().size());
      assertEquals("eBPF sched is not loaded", programs.absent().get("sched.wakeups"));
      assertTrue(programs.refused().isEmpty(), programs.refused()::toString);
    }
  }

  @Test
  void switchesAreCountedAndTimed() throws InterruptedException {
    try (EbpfPrograms programs = start()) {
      Layout layout = new Layout(SCHEMA, Map.of(Scope.CPU, List.of("0", "1")));
      programs.sources().forEach(source -> source.bind(layout));
      for (int i = 0; i < 200; i++) {
        Thread.sleep(1);
      }
      Sample sample = new Sample(layout);
      programs.sources().forEach(source -> source.read(sample));
      assertTrue(sample.get(SCHEMA.get("sched.wakeups")) >= 200);
      long switches =
          sample.get(SCHEMA.get("sched.switches_voluntary"))
              + sample.get(SCHEMA.get("sched.switches_involuntary"));
      assertTrue(switches > 0);
      // Not idle_length: a CPU of a busy machine may never be idle meanwhile.
      Metric onCpu = SCHEMA.get("sched.time_on_cpu");
      assertTrue(count(sample, layout.at(onCpu)) > 0);
    }
  }

  @Test
  void whatNoProgramTellsStaysAbsent() {
    try (EbpfPrograms programs = start()) {
      Layout layout = new Layout(SCHEMA, Map.of());
      programs.sources().forEach(source -> source.bind(layout));
      Sample sample = new Sample(layout);
      programs.sources().forEach(source -> source.read(sample));
      for (Metric metric : SCHEMA.metrics(Scope.HOST)) {
        boolean isTold =
            metric.source().startsWith("ebpf:")
                && !metric.source().contains("/proc/")
                && !programs.absent().containsKey(metric.name());
        assertEquals(!isTold, sample.isAbsent(layout.at(metric)), metric.name());
      }
    }
  }

  private static long count(Sample sample, int at) {
    long count = 0;
    for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
      count += sample.get(at + bucket);
    }
    return count;
  }

  private static EbpfPrograms start() {
    return EbpfPrograms.start(
        SCHEMA, Path.of("/"), ProcessHandle.current().pid(), Problems.ignored());
  }
}
