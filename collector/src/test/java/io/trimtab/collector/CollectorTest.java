package io.trimtab.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.sample.Increase;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Scope;
import io.trimtab.testing.RequiresEbpf;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running kernel, and trees that lack everything. */
class CollectorTest {
  private final List<String> log = new ArrayList<>();

  private Collector open(Collector.Options options) {
    return Collector.open(options, Clock.systemUTC(), System::nanoTime, log::add);
  }

  @Test
  void levelProcReadsTheRunningKernelWithoutRoot() {
    try (Collector collector = open(Collector.Options.live().withHighest(Level.PROC))) {
      assertEquals(Level.PROC, collector.level());
      Sample first = collector.tick().copy();
      Thread.yield();
      Sample second = collector.tick();
      Metric switches = collector.schema().get("sched.switches");
      assertTrue(first.get(switches) > 0);
      assertTrue(Increase.of(switches, first, second, first.layout().at(switches)) >= 0);
      assertFalse(first.layout().instances(Scope.CPU).isEmpty());
      assertTrue(second.get(collector.schema().get("memory.total")) > 1 << 20);
      assertEquals(
          "eBPF is not used at level proc", collector.absent().get("sched.runqueue_latency"));
      assertFalse(collector.absent().containsKey("cpu.time_user"));
    }
  }

  @Test
  void aTreeWithoutAnythingLeavesEverythingAbsentWithReasons(@TempDir Path root) {
    try (Collector collector = open(new Collector.Options(root, Level.FULL, List.of("/a")))) {
      Sample sample = collector.tick();
      assertEquals(sample.missing().size(), collector.absent().size());
      assertEquals("this kernel has no /proc/vmstat", collector.absent().get("paging.faults"));
      assertEquals("this kernel has no /proc/pressure/io", collector.absent().get("psi.io_some"));
      assertTrue(collector.absent().get("cgroup.memory").contains("memory.current"));
      assertTrue(collector.absent().get("sched.wakeups").contains("running kernel"));
      int told = log.size();
      collector.tick();
      assertEquals(told, log.size(), "told once, not at every tick");
    }
  }

  @Test
  void aCgroupOutsideOfTheHierarchyIsRefused() {
    CollectorException refused =
        assertThrows(
            CollectorException.class,
            () -> open(Collector.Options.live().withCgroups(List.of("../../etc"))));
    assertTrue(refused.getMessage().contains("../../etc"));
  }

  @Test
  @RequiresEbpf
  void levelFullAddsWhatEbpfProgramsTell() {
    try (Collector collector = open(Collector.Options.live())) {
      assertEquals(Level.FULL, collector.level());
      Sample sample = collector.tick();
      assertFalse(collector.absent().containsKey("sched.runqueue_latency"));
      assertFalse(sample.isAbsent(sample.layout().at(collector.schema().get("sched.wakeups"))));
    }
  }
}
