package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.fake.Kernels;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host in distress, over reloads and restarts, and a second time. */
class DistressTest {
  private static final String SWAPPINESS = "vm.swappiness";
  private static final DaemonConfig TUNE = Configs.of(Mode.TUNE, SWAPPINESS);

  @TempDir private Path state;
  private final SimulatedHost host = SimulatedHost.fasterAtTen();

  private EngineBench bench(DaemonConfig config, Memory memory) {
    return EngineBench.atTen(host, state, config, memory);
  }

  @Test
  void distressUndoesEverythingAndHolds() {
    try (EngineBench bench = bench(TUNE, new Memory())) {
      bench.run(900);
      host.oomKills = 1;
      bench.run(1);
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertEquals("tripped", bench.engine.view().holding().orElseThrow());
      int tried = bench.count(DecisionKind.TRIED);
      bench.run(290);
      assertEquals(tried, bench.count(DecisionKind.TRIED));
      bench.run(20);
      assertEquals(1, bench.count(DecisionKind.RELEASED), bench::story);
    }
  }

  @Test
  void aReloadDoesNotForgetWhatIoWasLikeBefore() {
    try (EngineBench bench = bench(TUNE, new Memory())) {
      bench.run(900);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      bench.engine.configure(
          Configs.of(
              Mode.TUNE,
              Configs.EXPLORATION,
              new DaemonConfig.Guard(0.4, Duration.ofSeconds(10), Duration.ofMinutes(5), 20),
              SWAPPINESS));
      bench.run(20);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      host.ioFull = 0.9;
      bench.run(12);
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertEquals(1, bench.count(DecisionKind.TRIPPED), bench::story);
    }
  }

  @Test
  void whatAnEarlierDaemonLeftIsUndoneToo() {
    Memory read = new Memory();
    try (EngineBench bench = bench(TUNE, new Memory())) {
      bench.run(900);
      bench.engine.stop(false);
      MemoryFileTest.copy(bench.memory, read);
    }
    host.ioFull = 0.2;
    try (EngineBench bench = bench(TUNE, read)) {
      bench.run(30);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      host.ioFull = 0.9;
      bench.run(12);
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertTrue(
          bench.decisions(DecisionKind.TRIPPED).get(0).summary().contains("I/O"), bench::story);
    }
  }

  @Test
  void adviceIsNotAppliedBeforeTheHoldIsOver() {
    try (EngineBench bench = bench(Configs.of(Mode.ADVISE, SWAPPINESS), new Memory())) {
      bench.run(300);
      Decision advised = bench.decisions(DecisionKind.ADVISED).get(0);
      host.oomKills = 1;
      bench.run(1);
      assertEquals(
          "refused: the host was in distress, and nothing is put in force until trials may go on",
          bench.engine.apply(advised, "a test"));
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS));
      bench.run(310);
      assertEquals(
          "vm.swappiness=10 is in force, under watch", bench.engine.apply(advised, "a test"));
    }
  }
}
