package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.fake.Kernels;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each mode may write, and what becomes of what is in force as the mode changes. */
class ModeTest {
  private static final String SWAPPINESS = "vm.swappiness";

  @TempDir private Path state;

  @Test
  void adviceIsWrittenDownAndAppliedOnRequestAlone() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.ADVISE, SWAPPINESS))) {
      bench.run(300);
      assertEquals(List.of(), host.kernel.written());
      assertEquals(1, bench.count(DecisionKind.ADVISED), bench::story);
      Decision advised = bench.decisions(DecisionKind.ADVISED).get(0);
      assertEquals(List.of(advised.id()), bench.engine.view().advice());
      assertEquals(
          "vm.swappiness=10 is in force, under watch", bench.engine.apply(advised, "a test"));
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS));
      Decision committed = bench.decisions(DecisionKind.COMMITTED).get(0);
      assertTrue(
          bench.engine.apply(committed, "a test").contains("is no advice"), "and nothing else is");
    }
    assertEquals("60", host.kernel.line(Kernels.SWAPPINESS));
  }

  @Test
  void anotherModeTakesWhatIsInForceAtItsWord() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      bench.run(900);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);

      bench.engine.configure(Configs.of(Mode.TRIAL, SWAPPINESS));
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertEquals(0, transaction(bench), "it goes when the daemon dies");

      bench.engine.configure(Configs.of(Mode.ADVISE, SWAPPINESS));
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      int written = host.kernel.written().size();
      bench.run(300);
      assertEquals(written, host.kernel.written().size(), "advising writes nothing");

      bench.engine.configure(Configs.of(Mode.TUNE, SWAPPINESS));
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertTrue(bench.actuator.isActive(transaction(bench)), "it stays when the daemon dies");
    }
  }

  @Test
  void anotherModeAfterARestartDoesTheSame() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    Memory read = leftInForce(host);
    assertEquals("10", host.kernel.line(Kernels.SWAPPINESS));
    try (EngineBench bench =
        EngineBench.atTen(host, state, Configs.of(Mode.TRIAL, SWAPPINESS), read)) {
      bench.run(1);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertEquals(0, transaction(bench), "it goes when the daemon dies");
    }
    assertEquals("60", host.kernel.line(Kernels.SWAPPINESS));
  }

  @Test
  void whoBeginsToAdviseLeavesNothingInForceThatNobodyAskedFor() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    Memory read = leftInForce(host);
    try (EngineBench bench =
        EngineBench.atTen(host, state, Configs.of(Mode.ADVISE, SWAPPINESS), read)) {
      bench.run(1);
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertEquals(1, bench.memory.kept("cpu").size(), "remembered for another mode");
      bench.engine.configure(Configs.of(Mode.TUNE, SWAPPINESS));
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
    }
  }

  /** What a daemon in mode tune remembers that has found ten, and ended without an undo. */
  private Memory leftInForce(SimulatedHost host) {
    Memory read = new Memory();
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      bench.run(900);
      bench.engine.stop(false);
      MemoryFileTest.copy(bench.memory, read);
    }
    return read;
  }

  /** The committed one that holds what is kept; 0 for none. */
  private static long transaction(EngineBench bench) {
    return bench.memory.kept("cpu").get(0).transaction();
  }

  @Test
  void aTrialEndsWhenNothingIsToBeWritten() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      bench.run(60);
      assertTrue(bench.engine.view().onTrial().isPresent(), bench::story);
      bench.engine.configure(Configs.of(Mode.ADVISE, SWAPPINESS));
      assertFalse(bench.engine.view().onTrial().isPresent(), bench::story);
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS));
    }
  }

  @Test
  void frozenNothingIsTriedAndWhatIsInForceStays() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      bench.run(60);
      bench.engine.freeze(Optional.of(Duration.ofMinutes(10)), "a test");
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS));
      bench.run(590);
      assertEquals(1, bench.count(DecisionKind.TRIED), bench::story);
      assertEquals("frozen", bench.engine.view().holding().orElseThrow());
      bench.run(1500);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      bench.engine.freeze(Optional.empty(), "a test");
      bench.run(100);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
    }
  }
}
