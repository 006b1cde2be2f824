package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.fake.Kernels;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.decision.DecisionKind;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is in force stays under watch, goes and comes back with its class of work, and outlasts a
 * restart.
 */
class WatchTest {
  private static final String SWAPPINESS = "vm.swappiness";

  @TempDir private Path state;

  @Test
  void committedValuesStayUnderWatch() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      bench.run(900);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      host.costs(k -> SimulatedHost.number(k, Kernels.SWAPPINESS) == 10 ? 1.6 : 1);
      int ticks = 0;
      while (host.kernel.line(Kernels.SWAPPINESS).equals("10") && ticks < 100) {
        bench.run(1);
        ticks++;
      }
      assertTrue(ticks < 20, ticks + " ticks until it was undone");
      bench.run(60);
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertEquals(1, bench.count(DecisionKind.RECOVERED), bench::story);
    }
  }

  @Test
  void committedValuesStayUnderWatchWhileAnotherIsOnTrial() {
    SimulatedHost host = new SimulatedHost(1, 0.03);
    host.costs(
        k ->
            (SimulatedHost.number(k, Kernels.SWAPPINESS) == 10 ? 0.8 : 1)
                * (SimulatedHost.number(k, Kernels.DIRTY_RATIO) == 40 ? 0.9 : 1));
    try (EngineBench bench =
        EngineBench.of(
            host,
            state,
            Configs.of(Mode.TUNE, SWAPPINESS, "vm.dirty_ratio"),
            question ->
                EngineBench.always(SWAPPINESS, 10)
                    .propose(question)
                    .or(() -> EngineBench.always("vm.dirty_ratio", 40).propose(question)))) {
      while (bench.count(DecisionKind.TRIED) < 2 && host.looks < 2000) {
        bench.run(1);
      }
      bench.run(60);
      while (!host.kernel.line(Kernels.DIRTY_RATIO).equals("40")) {
        bench.run(1);
      }
      while (host.kernel.line(Kernels.DIRTY_RATIO).equals("40")) {
        bench.run(1);
      }
      assertTrue(bench.engine.view().onTrial().isPresent(), bench::story);
      host.costs(k -> SimulatedHost.number(k, Kernels.SWAPPINESS) == 10 ? 1.6 : 1);
      bench.run(8);
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertFalse(bench.engine.view().onTrial().isPresent(), bench::story);
      bench.run(30);
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertEquals(1, bench.count(DecisionKind.RECOVERED), bench::story);
    }
  }

  @Test
  void aLoadThatChangedByItselfIsFoundOut() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      bench.run(900);
      host.costs(k -> SimulatedHost.number(k, Kernels.SWAPPINESS) == 10 ? 1.6 : 2);
      bench.run(200);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertEquals(1, bench.count(DecisionKind.UNDONE), bench::story);
    }
  }

  @Test
  void anotherClassOfWorkPutsValuesAsideUntilItIsBack() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    try (EngineBench bench =
        EngineBench.of(
            host,
            state,
            Configs.of(Mode.TUNE, SWAPPINESS),
            question ->
                question.workload().name().equals("cpu")
                    ? EngineBench.always(SWAPPINESS, 10).propose(question)
                    : Optional.empty())) {
      bench.run(900);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      host.workload = "writeback";
      bench.run(10);
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      host.workload = "idle";
      bench.run(100);
      host.workload = "cpu";
      bench.run(10);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
    }
  }

  @Test
  void aTrialUnderWayEndsWithItsClass() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      bench.run(60);
      assertTrue(bench.engine.view().onTrial().isPresent(), bench::story);
      host.workload = "writeback";
      bench.run(5);
      assertFalse(bench.engine.view().onTrial().isPresent(), bench::story);
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS));
    }
  }

  @Test
  void aRestartRemembersWhatWasTriedAndWhatIsInForce() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    DaemonConfig config = Configs.of(Mode.TUNE, SWAPPINESS);
    Memory read = new Memory();
    try (EngineBench bench = EngineBench.atTen(host, state, config)) {
      bench.run(900);
      bench.engine.stop(false);
      MemoryFileTest.copy(bench.memory, read);
    }
    assertEquals("10", host.kernel.line(Kernels.SWAPPINESS));
    try (EngineBench bench = EngineBench.atTen(host, state, config, read)) {
      assertEquals(1, bench.engine.view().inForce().size());
      bench.run(100);
      assertEquals(0, bench.count(DecisionKind.TRIED), bench::story);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
    }
    assertEquals("60", host.kernel.line(Kernels.SWAPPINESS));
  }
}
