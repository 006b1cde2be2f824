package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.fake.Kernels;
import io.trimtab.actuators.kernel.FileError;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.daemon.recording.Lesson;
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

/** What the engine does with a simulated host, tick by tick. */
class EngineTest {
  private static final String SWAPPINESS = "vm.swappiness";

  @TempDir private Path state;

  /** A fifth less cost with the value 10. */
  private static SimulatedHost better() {
    return new SimulatedHost(1, 0.03)
        .costs(k -> SimulatedHost.number(k, Kernels.SWAPPINESS) == 10 ? 0.8 : 1);
  }

  @Test
  void whatIsBetterIsCommittedAndTheChainTellsWhy() {
    SimulatedHost host = better();
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.TUNE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
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
    SimulatedHost host = better();
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
    SimulatedHost host = better();
    host.constraints = new Sight.Constraints(List.of("p99"), List.of("p99"));
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.TUNE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
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
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.TUNE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
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
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.TUNE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
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
  void committedValuesStayUnderWatch() {
    SimulatedHost host = better();
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.TUNE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
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
    SimulatedHost host = better();
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.TUNE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
      bench.run(900);
      host.costs(k -> SimulatedHost.number(k, Kernels.SWAPPINESS) == 10 ? 1.6 : 2);
      bench.run(200);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
      assertEquals(1, bench.count(DecisionKind.UNDONE), bench::story);
    }
  }

  @Test
  void anotherClassOfWorkPutsValuesAsideUntilItIsBack() {
    SimulatedHost host = better();
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
    SimulatedHost host = better();
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.TUNE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
      bench.run(60);
      assertTrue(bench.engine.view().onTrial().isPresent(), bench::story);
      host.workload = "writeback";
      bench.run(5);
      assertFalse(bench.engine.view().onTrial().isPresent(), bench::story);
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS));
    }
  }

  @Test
  void whatSomebodyElseWritesIsTheirsUntilToldOtherwise() {
    SimulatedHost host = better();
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.TUNE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
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
    SimulatedHost host = better();
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.TUNE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
      bench.run(900);
      host.foreignWrite(SWAPPINESS, "10");
      bench.run(5);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
    }
    assertEquals("10", host.kernel.line(Kernels.SWAPPINESS));
  }

  @Test
  void whatTheKernelRecomputesWhenCpusGoIsWrittenAgain() {
    SimulatedHost host = better();
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.TUNE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
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

  @Test
  void distressUndoesEverythingAndHolds() {
    SimulatedHost host = better();
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.TUNE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
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
  void adviceIsWrittenDownAndAppliedOnRequestAlone() {
    SimulatedHost host = better();
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.ADVISE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
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
    SimulatedHost host = better();
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.TUNE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
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

  /** The committed one that holds what is kept; 0 for none. */
  private static long transaction(EngineBench bench) {
    return bench.memory.kept("cpu").get(0).transaction();
  }

  @Test
  void aTrialEndsWhenNothingIsToBeWritten() {
    SimulatedHost host = better();
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.TUNE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
      bench.run(60);
      assertTrue(bench.engine.view().onTrial().isPresent(), bench::story);
      bench.engine.configure(Configs.of(Mode.ADVISE, SWAPPINESS));
      assertFalse(bench.engine.view().onTrial().isPresent(), bench::story);
      assertEquals("60", host.kernel.line(Kernels.SWAPPINESS));
    }
  }

  @Test
  void frozenNothingIsTriedAndWhatIsInForceStays() {
    SimulatedHost host = better();
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.TUNE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
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

  @Test
  void aRestartRemembersWhatWasTriedAndWhatIsInForce() {
    SimulatedHost host = better();
    DaemonConfig config = Configs.of(Mode.TUNE, SWAPPINESS);
    Memory read = new Memory();
    try (EngineBench bench =
        EngineBench.of(host, state, config, EngineBench.always(SWAPPINESS, 10))) {
      bench.run(900);
      bench.engine.stop(false);
      MemoryFileTest.copy(bench.memory, read);
    }
    assertEquals("10", host.kernel.line(Kernels.SWAPPINESS));
    try (EngineBench bench =
        EngineBench.of(
            host,
            state,
            config,
            read,
            EngineBench.always(SWAPPINESS, 10),
            Runnable::run,
            Safeguards.ALL)) {
      assertEquals(1, bench.engine.view().inForce().size());
      bench.run(100);
      assertEquals(0, bench.count(DecisionKind.TRIED), bench::story);
      assertEquals("10", host.kernel.line(Kernels.SWAPPINESS), bench::story);
    }
    assertEquals("60", host.kernel.line(Kernels.SWAPPINESS));
  }

  @Test
  void badTicksDoNotCount() {
    SimulatedHost host = better();
    try (EngineBench bench =
        EngineBench.of(
            host, state, Configs.of(Mode.TUNE, SWAPPINESS), EngineBench.always(SWAPPINESS, 10))) {
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
