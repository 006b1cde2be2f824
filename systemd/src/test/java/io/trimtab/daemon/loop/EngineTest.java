package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.fake.Kernels;
import io.trimtab.actuators.kernel.FileError;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.daemon.recording.Lesson;
import io.trimtab.features.classify.WorkloadClass;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials with a simulated host, tick by tick. */
class EngineTest {
  private static final String SWAPPINESS = "vm.swappiness";

  @TempDir private Path state;

  @Test
  void whatIsBetterIsCommittedAndTheChainTellsWhy() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      bench.run(900);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      Decision committed = bench.decisions(DecisionKind.COMMITTED).get(0);
      assertEquals(
          List.of(DecisionKind.TRIED, DecisionKind.JUDGED, DecisionKind.COMMITTED),
          bench.log.chain(committed.id()).stream().map(Decision::kind).toList());
      var inForce = bench.engine.view().inForce().get(0);
      assertEquals("60", inForce.original());
      assertEquals(1.25, inForce.gain().orElseThrow().ratio(), 0.05);
      assertTrue(inForce.gain().orElseThrow().low() > 1.02, inForce::toString);
    }
    assertEquals("60", host.kernel.line(Kernels.SWAPPINESS), "undone at the end");
  }

  @Test
  void aSteadyHostsTrialsWaitForTheWriteRate() {
    SimulatedHost host =
        new SimulatedHost(1, 0.01)
            .costs(k -> SimulatedHost.number(k, Kernels.SWAPPINESS) == 10 ? 0.8 : 1);
    try (EngineBench bench =
        EngineBench.of(
            host,
            state,
            Configs.shipped(Mode.TUNE, SWAPPINESS),
            EngineBench.always(SWAPPINESS, 10))) {
      bench.run(600);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertEquals(1, bench.count(DecisionKind.TRIED), bench::story);
      assertEquals(1.25, bench.engine.view().inForce().get(0).gain().orElseThrow().ratio(), 0.02);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 60})
  void noTunableIsWrittenMoreOftenThanAllowed(int writesPerMinute) {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    DaemonConfig.Guard guard =
        new DaemonConfig.Guard(
            0.25, Duration.ofSeconds(10), Duration.ofMinutes(15), writesPerMinute);
    DaemonConfig.Exploration exploration =
        new DaemonConfig.Exploration(1, 0.15, 0.02, 0.01, Duration.ofSeconds(5));
    List<Instant> writes = new ArrayList<>();
    host.kernel.onWrite(
        (path, value) -> {
          if (path.equals(Kernels.SWAPPINESS) && value.equals("10")) {
            writes.add(host.instant());
          }
        });
    try (EngineBench bench =
        EngineBench.of(
            host,
            state,
            Configs.of(Mode.TUNE, exploration, guard, SWAPPINESS),
            EngineBench.always(SWAPPINESS, 10))) {
      while (bench.count(DecisionKind.JUDGED) == 0) {
        bench.run(1);
        assertTrue(host.looks < 10_000, bench::story);
      }
      List<Instant> tried = writes.subList(0, writes.size() - 1); // The last one is to keep it.
      for (int i = writesPerMinute; i < tried.size(); i++) {
        Duration apart = Duration.between(tried.get(i - writesPerMinute), tried.get(i));
        assertTrue(apart.toSeconds() >= 60, () -> tried.toString());
      }
      assertEquals(1, bench.count(DecisionKind.COMMITTED), bench::story);
    }
  }

  @Test
  void nothingIsTriedWhileAConstraintDoesNotHold() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    host.constraints = new Sight.Constraints(List.of("p99"), List.of("p99"));
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      bench.run(300);
      assertEquals(0, bench.count(DecisionKind.TRIED), bench::story);
      assertEquals("a constraint does not hold: p99", bench.engine.view().holding().orElseThrow());
      host.constraints = Sight.Constraints.NONE;
      bench.run(900);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
    }
  }

  @Test
  void trialsTeachWhatAConfigurationIsWorthAgainstTheOriginals() {
    SimulatedHost host =
        new SimulatedHost(1, 0.03)
            .costs(
                k ->
                    (SimulatedHost.number(k, Kernels.SWAPPINESS) == 10 ? 0.8 : 1)
                        * (SimulatedHost.number(k, Kernels.DIRTY_RATIO) == 40 ? 0.7 : 1));
    host.vector = List.of(1.0, 2.0);
    try (EngineBench bench =
        EngineBench.of(
            host,
            state,
            Configs.of(Mode.TUNE, SWAPPINESS, "vm.dirty_ratio"),
            question ->
                EngineBench.always(SWAPPINESS, 10)
                    .propose(question)
                    .or(() -> EngineBench.always("vm.dirty_ratio", 40).propose(question)))) {
      bench.run(1800);
      assertEquals("40", host.kernel.line(Kernels.DIRTY_RATIO), bench::story);
      Lesson first = bench.lessons.get(0);
      Lesson second = bench.lessons.get(1);
      assertEquals("other vm.swappiness=10", first.setting().toString());
      assertEquals("other vm.dirty_ratio=40 vm.swappiness=10", second.setting().toString());
      assertEquals("60", second.originals().get(SWAPPINESS));
      assertEquals("20", second.originals().get("vm.dirty_ratio"));
      assertEquals(List.of(1.0, 2.0), first.features());
      assertEquals(0.8, cost(first), 0.04);
      assertEquals(0.56, cost(second), 0.04);
    }
  }

  @Test
  void workWithoutANameTeachesAsWell() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    host.workload = WorkloadClass.UNKNOWN;
    host.vector = List.of(1.0, 2.0);
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      bench.run(900);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertEquals(1, bench.lessons.size());
      assertEquals(List.of(1.0, 2.0), bench.lessons.get(0).features());
    }
  }

  private static double cost(Lesson lesson) {
    Lesson.Result.Measured measured = (Lesson.Result.Measured) lesson.result();
    assertEquals(1, measured.noise(), 0.1, "a trial of nothing");
    return measured.cost();
  }

  @Test
  void whatIsWorseEndsWithinItsFirstTicksAndRecoveryIsVerified() {
    SimulatedHost host =
        new SimulatedHost(2, 0.03)
            .costs(k -> SimulatedHost.number(k, Kernels.SWAPPINESS) == 10 ? 1.5 : 1);
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      bench.run(300);
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS));
      assertEquals(0, bench.count(DecisionKind.COMMITTED), bench::story);
      assertEquals(1, bench.count(DecisionKind.TRIED), "and is not tried again");
      assertEquals(1, bench.count(DecisionKind.UNDONE), bench::story);
      assertEquals(
          "the objective is back where it was",
          bench.decisions(DecisionKind.RECOVERED).get(0).summary());
    }
  }

  @Test
  void whatCannotBeUndoneIsNotCalledBack() {
    SimulatedHost host =
        new SimulatedHost(2, 0.03)
            .costs(k -> SimulatedHost.number(k, Kernels.SWAPPINESS) == 10 ? 1.5 : 1);
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      while (!host.kernel.line(Kernels.SWAPPINESS).equals("10")) {
        bench.run(1);
      }
      host.kernel.unwritable(Kernels.SWAPPINESS, FileError.REJECTED);
      bench.run(20);
      String undone = bench.decisions(DecisionKind.UNDONE).get(0).summary();
      assertTrue(undone.startsWith("not all originals are back (vm.swappiness: "), undone);
    }
  }

  @Test
  void badTicksDoNotCount() {
    SimulatedHost host = SimulatedHost.fasterAtTen();
    try (EngineBench bench = EngineBench.atTen(host, state, Configs.of(Mode.TUNE, SWAPPINESS))) {
      bench.run(30);
      host.bad = Optional.of("the clock jumped by 3600.0 s");
      bench.run(2000);
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertTrue(
          bench.decisions(DecisionKind.JUDGED).stream()
              .allMatch(judged -> judged.summary().contains("too few of its ticks")),
          bench::story);
      assertEquals(0, bench.count(DecisionKind.COMMITTED), bench::story);
    }
  }

  @Test
  void theSearchFindsWhatIsBetterAmongMany() {
    SimulatedHost host =
        new SimulatedHost(5, 0.02)
            .costs(
                k ->
                    (SimulatedHost.number(k, Kernels.SWAPPINESS) <= 20 ? 0.85 : 1)
                        * (SimulatedHost.number(k, Kernels.DIRTY_RATIO) < 10 ? 1.3 : 1));
    try (EngineBench bench =
        EngineBench.of(host, state, Configs.of(Mode.TUNE, "vm.*"), EngineBench.search(host, 7))) {
      bench.run(4 * 3600);
      assertTrue(SimulatedHost.number(host.kernel, Kernels.SWAPPINESS) <= 20, () -> bench.story());
    }
    assertEquals("60", host.kernel.line(Kernels.SWAPPINESS));
    assertEquals("20", host.kernel.line(Kernels.DIRTY_RATIO));
  }
}
