package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.fake.Kernels;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.testing.InMemory;
import io.trimtab.testing.Slow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each safeguard is good for: the same failure with it and without it. The tables are printed,
 * for docs/benchmarks.md.
 */
class SafeguardsTest {
  private static final String SWAPPINESS = "vm.swappiness";
  private static final int SEEDS = 100;
  private static final int HOUR = 3600;

  /** A trial's shortest part, in ticks; two of them are two blocks of the candidate. */
  private static final int BLOCK = 10;

  @TempDir(factory = InMemory.class)
  private Path directory;

  /** How long a harmful value was in force, in ticks, and what the hour cost. */
  private record Harm(int ticks, double loss) {}

  /** Costs so much with the value 10. */
  private static SimulatedHost harmful(long seed, double noise, double factor) {
    return new SimulatedHost(seed, noise)
        .costs(k -> SimulatedHost.number(k, Kernels.SWAPPINESS) == 10 ? factor : 1);
  }

  @Test
  void aHarmfulPolicyIsUndoneWithinTwoBlocks() {
    int within = 0;
    double guarded = 0;
    double unguarded = 0;
    SplittableRandom random = new SplittableRandom(11);
    for (int seed = 0; seed < SEEDS; seed++) {
      double factor = 1.25 + random.nextDouble();
      double noise = 0.02 + 0.06 * random.nextDouble();
      Harm with = harm(seed, factor, noise, Safeguards.ALL);
      Harm without = harm(seed, factor, noise, new Safeguards(true, true, true, false));
      within += with.ticks() <= 2 * BLOCK ? 1 : 0;
      guarded += with.loss() / SEEDS;
      unguarded += without.loss() / SEEDS;
    }
    System.err.printf(
        Locale.ROOT,
        "harmful policies (25 to 125 %% more cost, noise 2 to 8 %%), an hour each:%n"
            + "  with the safeguard undone within 2 blocks: %d of %d, mean loss %.2f %%%n"
            + "  without it: mean loss %.1f %%%n",
        within,
        SEEDS,
        100 * guarded,
        100 * unguarded);
    assertTrue(within >= 99, within + " of " + SEEDS);
    assertTrue(guarded < 0.01, "loss " + guarded);
    assertTrue(unguarded > 0.3, "loss " + unguarded);
  }

  private Harm harm(int seed, double factor, double noise, Safeguards safeguards) {
    SimulatedHost host = harmful(seed, noise, factor);
    Path state = directory.resolve("harm-" + seed + safeguards.harm());
    int longest = 0;
    int inForce = 0;
    try (EngineBench bench =
        EngineBench.of(
            host,
            state,
            Configs.of(Mode.TUNE, SWAPPINESS),
            EngineBench.always(SWAPPINESS, 10),
            safeguards)) {
      for (int tick = 0; tick < HOUR; tick++) {
        bench.run(1);
        inForce += host.kernel.line(Kernels.SWAPPINESS).equals("10") ? 1 : 0;
        longest = inForce;
      }
    }
    return new Harm(longest, Math.expm1(host.sumOfLogs / host.looks));
  }

  /** What an hour came to. */
  private record Row(String failure, boolean isOn, double loss, String what) {}

  @Test
  void eachSafeguardIsGoodForSomething() {
    List<Row> rows = new ArrayList<>();
    for (boolean isOn : List.of(true, false)) {
      rows.add(badData(isOn));
      rows.add(brokenModel(isOn));
      rows.add(poorModel(isOn));
      rows.add(latePrediction(isOn));
      rows.add(endToEnd(isOn));
    }
    for (Row row : rows) {
      System.err.printf(
          Locale.ROOT,
          "%-16s %-4s loss %6.1f %%  %s%n",
          row.failure(),
          row.isOn() ? "on" : "off",
          100 * row.loss(),
          row.what());
    }
    for (int i = 0; i < 5; i++) {
      Row on = rows.get(i);
      Row off = rows.get(i + 5);
      assertTrue(on.loss() < 0.02, on::toString);
      assertTrue(
          off.loss() > on.loss() + 0.01 || off.what().contains("dead"),
          () -> on + " against " + off);
    }
  }

  private Safeguards only(int place, boolean isOn) {
    return new Safeguards(
        place != 0 || isOn, place != 1 || isOn, place != 2 || isOn, place != 3 || isOn);
  }

  /**
   * The objective's source gives nonsense for a value that does harm: it reads far too good, and
   * each such tick is known to be implausible.
   */
  private Row badData(boolean isOn) {
    SimulatedHost host = harmful(1, 0.03, 1.3);
    try (EngineBench bench =
        bench("data", host, only(0, isOn), EngineBench.always(SWAPPINESS, 10))) {
      for (int tick = 0; tick < HOUR; tick++) {
        boolean isBad = host.kernel.line(Kernels.SWAPPINESS).equals("10");
        host.bad = isBad ? Optional.of("more CPU time than there are CPUs") : Optional.empty();
        host.readAs = isBad ? OptionalDouble.of(0.2 + 0.001 * (tick % 7)) : OptionalDouble.empty();
        bench.run(1);
      }
      return row("bad data", isOn, host, bench.count(DecisionKind.COMMITTED) + " commits");
    }
  }

  /** A model that throws; without the safeguard nothing else of the tick is done either. */
  private Row brokenModel(boolean isOn) {
    SimulatedHost host = harmful(2, 0.03, 1.3);
    Proposer broken =
        question -> {
          throw new IllegalStateException("the model is broken");
        };
    int failed = 0;
    try (EngineBench bench = bench("model", host, only(1, isOn), broken)) {
      for (int tick = 0; tick < HOUR; tick++) {
        try {
          bench.run(1);
        } catch (IllegalStateException e) {
          failed++;
        }
      }
      assertEquals(isOn, bench.count(DecisionKind.REPLACED) > 0, bench::story);
    }
    return row(
        "broken model",
        isOn,
        host,
        failed == 0 ? "all ticks done" : "dead in " + failed + " ticks");
  }

  /** A model whose every proposal does some harm. */
  private Row poorModel(boolean isOn) {
    SimulatedHost host =
        new SimulatedHost(3, 0.03)
            .costs(k -> SimulatedHost.number(k, Kernels.SWAPPINESS) == 60 ? 1 : 1.25);
    Proposer poor =
        question -> {
          int next = 100 + question.tried().size();
          return question.isPolicyTrusted()
              ? EngineBench.always(SWAPPINESS, next).propose(question)
              : Optional.empty();
        };
    try (EngineBench bench = bench("poor", host, only(1, isOn), poor)) {
      bench.run(HOUR);
      return row(
          "poor model", isOn, host, bench.count(DecisionKind.TRIED) + " harmful values tried");
    }
  }

  /** A model that answers with what was right for the work of a while ago. */
  private Row latePrediction(boolean isOn) {
    SimulatedHost host = new SimulatedHost(4, 0.03);
    host.costs(
        k ->
            SimulatedHost.number(k, Kernels.SWAPPINESS) == 10
                ? host.workload.equals("cpu") ? 0.8 : 1.4
                : 1);
    Proposer late =
        question ->
            question.closed().isEmpty()
                ? Optional.of(
                    new Proposal(
                        new io.trimtab.actuators.transaction.Configuration(
                            java.util.Map.of(
                                SWAPPINESS, new io.trimtab.actuators.catalogue.Value.Number(10))),
                        Proposal.POLICY,
                        "as it was an hour ago",
                        "cpu",
                        question.nanos() - HOUR * SimulatedHost.SECOND))
                : Optional.empty();
    host.workload = "writeback";
    // The guard against harm would end it anyway: here it is off, to see this one alone.
    Safeguards safeguards = new Safeguards(true, true, isOn, false);
    try (EngineBench bench = bench("late", host, safeguards, late)) {
      bench.run(HOUR);
      return row("late prediction", isOn, host, isOn ? "dropped" : "believed");
    }
  }

  /** What was good when it was committed does harm later. */
  private Row endToEnd(boolean isOn) {
    SimulatedHost host =
        new SimulatedHost(5, 0.03)
            .costs(k -> SimulatedHost.number(k, Kernels.SWAPPINESS) == 10 ? 0.9 : 1);
    try (EngineBench bench =
        bench("harm", host, only(3, isOn), EngineBench.always(SWAPPINESS, 10))) {
      bench.run(HOUR / 4);
      host.costs(k -> SimulatedHost.number(k, Kernels.SWAPPINESS) == 10 ? 1.5 : 1);
      bench.run(HOUR);
      return row("end-to-end harm", isOn, host, bench.count(DecisionKind.UNDONE) + " undone");
    }
  }

  private EngineBench bench(
      String name, SimulatedHost host, Safeguards safeguards, Proposer proposer) {
    return EngineBench.of(
        host,
        directory.resolve(name + safeguards),
        Configs.of(Mode.TUNE, SWAPPINESS),
        proposer,
        safeguards);
  }

  private static Row row(String failure, boolean isOn, SimulatedHost host, String what) {
    return new Row(failure, isOn, Math.expm1(host.sumOfLogs / host.looks), what);
  }

  @Test
  void aModelThatHangsDelaysNobody() {
    SimulatedHost host = harmful(6, 0.03, 1.3);
    try (EngineBench bench =
        EngineBench.of(
            host,
            directory.resolve("hang"),
            Configs.of(Mode.TUNE, SWAPPINESS),
            new Memory(),
            EngineBench.always(SWAPPINESS, 10),
            neverDone -> {},
            Safeguards.ALL)) {
      bench.run(300);
      assertEquals(1, bench.count(DecisionKind.REPLACED), bench::story);
      assertEquals(List.of(), host.kernel.written());
    }
  }

  /** Sessions of an hour in which nothing that is tried makes a difference. */
  @Test
  @Slow
  void whatMakesNoDifferenceIsNotCommitted() {
    int sessions = 1000;
    int wrong = 0;
    int trials = 0;
    SplittableRandom random = new SplittableRandom(21);
    SimulatedHost first = new SimulatedHost(0, 0.03);
    try (io.trimtab.actuators.transaction.Actuator actuator =
        EngineBench.actuator(first, directory.resolve("aa"))) {
      for (int session = 0; session < sessions; session++) {
        SimulatedHost host =
            new SimulatedHost(session, 0.01 + 0.09 * random.nextDouble(), first.kernel);
        try (EngineBench bench =
            EngineBench.sharing(
                actuator,
                host,
                Configs.of(Mode.TRIAL, "vm.*"),
                EngineBench.search(host, session))) {
          bench.run(HOUR);
          wrong += bench.count(DecisionKind.COMMITTED) > 0 ? 1 : 0;
          trials += bench.count(DecisionKind.TRIED);
        }
      }
    }
    System.err.printf(
        Locale.ROOT,
        "A/A: %d of %d sessions of an hour committed something, in %d trials%n",
        wrong,
        sessions,
        trials);
    assertTrue(wrong <= sessions / 100, wrong + " of " + sessions);
  }

  @Test
  @Slow
  void aWeekLeavesMemoryAsItWas() {
    SimulatedHost host =
        new SimulatedHost(9, 0.05)
            .costs(k -> SimulatedHost.number(k, Kernels.SWAPPINESS) <= 20 ? 0.9 : 1);
    try (EngineBench bench =
        EngineBench.of(
            host,
            directory.resolve("week"),
            Configs.of(Mode.TRIAL, "vm.*", "block.*"),
            EngineBench.search(host, 3))) {
      long afterADay = 0;
      for (int hour = 0; hour < 7 * 24; hour++) {
        host.workload = List.of("cpu", "writeback", "idle").get(hour % 3);
        bench.run(HOUR);
        bench.engine.view();
        if (hour == 23) {
          afterADay = used();
        }
      }
      long afterAWeek = used();
      System.err.printf(
          Locale.ROOT,
          "a week at 1 Hz: %.1f MiB in use after a day, %.1f MiB after seven; %d trials%n",
          afterADay / 1048576.0,
          afterAWeek / 1048576.0,
          bench.count(DecisionKind.TRIED));
      assertTrue(afterAWeek - afterADay < 4 << 20, afterADay + " to " + afterAWeek);
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
