package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.fake.Kernels;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.decision.DecisionKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others write, and what the kernel does. */
class YieldingTest {
  private static final String SWAPPINESS = "vm.swappiness";

  @TempDir private Path state;

  @Test
  void whatSomebodyElseWritesIsTheirsUntilToldOtherwise() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      bench.run(900);
      host.foreignWrite(SWAPPINESS, "33");
      bench.run(300);
      assertEquals("33", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertEquals(
          "sysctl (pid 4711, uid 0, cgroup /user.slice)",
          bench.memory.givenUp(SWAPPINESS).orElseThrow().who());
      assertTrue(bench.engine.resume(SWAPPINESS, "a test"));
      assertFalse(bench.engine.resume(SWAPPINESS, "a test"));
    }
    assertEquals("33", host.kernel.line(Kernels.SWAPPINESS), "theirs after the end, too");
  }

  @Test
  void whoSetsJustOurValueMeansIt() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      bench.run(900);
      host.foreignWrite(SWAPPINESS, "10");
      bench.run(5);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
    }
    assertEquals("10", host.kernel.line(Kernels.SWAPPINESS));
  }

  @Test
  void whatTheKernelRecomputesWhenCpusGoIsWrittenAgain() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      bench.run(900);
      host.cpus = List.of("0", "1");
      host.kernel.set(Kernels.SWAPPINESS, "55");
      bench.run(10);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertEquals(1, bench.count(DecisionKind.REASSERTED), bench::story);
      assertEquals(0, bench.count(DecisionKind.YIELDED), bench::story);
    }
    assertEquals("55", host.kernel.line(Kernels.SWAPPINESS), "the kernel's newest own value");
  }
}
