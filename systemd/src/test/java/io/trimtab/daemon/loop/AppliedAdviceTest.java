package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.fake.Kernels;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Advice that was applied is the administrator's: it goes and comes back with its class of work.
 */
class AppliedAdviceTest {
  private static final String SWAPPINESS = "vm.swappiness";
  private static final String DIRTY_RATIO = "vm.dirty_ratio";
  private static final DaemonConfig ADVISE = Configs.of(Mode.ADVISE, SWAPPINESS, DIRTY_RATIO);
  private static final DaemonConfig TUNE = Configs.of(Mode.TUNE, SWAPPINESS, DIRTY_RATIO);

  private static final DaemonConfig ONE_WRITE_A_MINUTE =
      Configs.of(
          Mode.ADVISE,
          Configs.EXPLORATION,
          new DaemonConfig.Guard(0.25, Duration.ofSeconds(10), Duration.ofMinutes(15), 1),
          SWAPPINESS);

  @TempDir private Path state;
  private final SimulatedHost host = SimulatedHost.fasterAtTen();

  private EngineBench bench(DaemonConfig config, Memory memory) {
    return EngineBench.atTen(host, state, config, memory);
  }

  private static void apply(EngineBench bench, String tunable, long value) {
    Decision advised =
        bench.log.append(
            DecisionKind.ADVISED,
            tunable,
            "",
            "it would be tried",
            Optional.empty(),
            Ledger.settings(new Configuration(Map.of(tunable, new Value.Number(value))), Map.of()));
    assertTrue(bench.engine.apply(advised, "a test").contains("is in force"), bench::story);
  }

  private void turnTo(EngineBench bench, String... workloads) {
    for (String workload : workloads) {
      host.workload = workload;
      bench.run(14);
    }
  }

  private String swappiness() {
    return host.kernel.line(Kernels.SWAPPINESS);
  }

  @Test
  void itComesBackWithItsClassAndAfterARestart() {
    Memory read = new Memory();
    try (EngineBench bench = bench(ADVISE, new Memory())) {
      bench.run(10);
      apply(bench, SWAPPINESS, 10);
      host.workload = "writeback";
      bench.run(10);
      assertEquals("60", swappiness(), bench::story);
      host.workload = "cpu";
      bench.run(10);
      assertEquals("10", swappiness(), bench::story);
      bench.engine.stop(true);
      assertEquals("60", swappiness(), bench::story);
      MemoryFileTest.copy(bench.memory, read);
    }
    try (EngineBench bench = bench(ADVISE, read)) {
      bench.run(10);
      assertEquals("10", swappiness(), bench::story);
    }
  }

  @Test
  void whatWasWrittenTooOftenIsRememberedAndComesBackLater() {
    try (EngineBench bench = bench(ONE_WRITE_A_MINUTE, new Memory())) {
      bench.run(10);
      apply(bench, SWAPPINESS, 10);
      turnTo(bench, "writeback", "cpu"); // The write that this minute has.
      assertEquals("10", swappiness(), bench::story);
      turnTo(bench, "writeback", "cpu");
      assertEquals("60", swappiness(), bench::story);
      assertEquals(1, bench.memory.kept("cpu").size());
      bench.run(60);
      assertEquals("10", swappiness(), bench::story);
      assertEquals(1, bench.memory.kept("cpu").size());
    }
  }

  @Test
  void whatWaitsIsRememberedAsItsClassGoes() {
    try (EngineBench bench = bench(ONE_WRITE_A_MINUTE, new Memory())) {
      bench.run(10);
      apply(bench, SWAPPINESS, 10);
      turnTo(bench, "writeback", "cpu", "writeback", "cpu", "writeback");
      bench.run(60);
      assertEquals("60", swappiness(), bench::story);
      assertEquals(0, bench.memory.kept("writeback").size());
      turnTo(bench, "cpu");
      assertEquals("10", swappiness(), bench::story);
    }
  }

  @Test
  void appliedBeforeAClassIsKnownItIsTheFirstOnes() {
    host.workload = "";
    try (EngineBench bench = bench(ADVISE, new Memory())) {
      bench.run(1);
      apply(bench, SWAPPINESS, 10);
      host.workload = "cpu";
      bench.run(10);
      assertEquals("10", swappiness(), bench::story);
      assertEquals(0, bench.count(DecisionKind.UNDONE), bench::story);
      assertEquals(0, bench.memory.kept("").size());
      assertEquals(1, bench.memory.kept("cpu").size());
      host.workload = "writeback";
      bench.run(10);
      assertEquals("60", swappiness(), bench::story);
    }
  }

  @Test
  void whatWasKeptForNoClassIsTakenUpByTheFirst() {
    Memory memory = new Memory();
    memory.keep(
        "",
        List.of(
            new Memory.Kept(
                Map.of(SWAPPINESS, "10"),
                Map.of(SWAPPINESS, "60"),
                "",
                Optional.empty(),
                host.instant(),
                "abcde",
                0)));
    try (EngineBench bench = bench(ADVISE, memory)) {
      bench.run(10);
      assertEquals("10", swappiness(), bench::story);
      assertEquals(1, memory.kept("cpu").size());
    }
  }

  @Test
  void whatTrialsFoundWaitsBesideItForAnotherMode() {
    try (EngineBench bench = bench(TUNE, new Memory())) {
      bench.run(900);
      assertEquals("10", swappiness(), bench::story);
      bench.engine.configure(ADVISE);
      assertEquals("60", swappiness(), bench::story);
      apply(bench, DIRTY_RATIO, 40);
      host.workload = "writeback";
      bench.run(10);
      assertEquals("20", host.kernel.line(Kernels.DIRTY_RATIO), bench::story);
      host.workload = "cpu";
      bench.run(10);
      assertEquals("40", host.kernel.line(Kernels.DIRTY_RATIO), bench::story);
      assertEquals("60", swappiness(), bench::story);
      bench.engine.configure(TUNE);
      assertEquals("10", swappiness(), bench::story);
      assertEquals("40", host.kernel.line(Kernels.DIRTY_RATIO), bench::story);
      bench.engine.configure(ADVISE);
      assertEquals("60", swappiness(), bench::story);
      assertEquals("40", host.kernel.line(Kernels.DIRTY_RATIO), bench::story);
    }
  }
}
