package io.trimtab.tuner.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.measure.NoiseModel;
import io.trimtab.tuner.measure.RecordedNoise;
import io.trimtab.tuner.measure.Verdict;
import io.trimtab.tuner.search.CategoricalDimension;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.SearchSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole sessions, as the command line runs them, on simulated workloads. */
class TuneSessionTest {
  private static final int NULL_RUNS = 200;

  @ParameterizedTest
  @ValueSource(strings = {"sleep", "spin"})
  void rarelyClaimsBetterWhereNothingMatters(String recorded) {
    RecordedNoise noise = RecordedNoise.load(recorded);
    int better = 0;
    for (int run = 0; run < NULL_RUNS; run++) {
      SimulatedEnvironment environment =
          new SimulatedEnvironment(noise.resample(new SplittableRandom(run)), c -> 1);
      TuneResult result = session(environment, 12, run).run(false);
      better += isBetter(result) ? 1 : 0;
      assertEquals(0, environment.open);
    }
    System.out.println(
        "recorded "
            + recorded
            + ": better claimed in "
            + better
            + " of "
            + NULL_RUNS
            + " sessions");
    assertTrue(better <= NULL_RUNS / 20, "better claimed in " + better);
  }

  @Test
  void findsWhatMatters() {
    int found = 0;
    for (int run = 0; run < 10; run++) {
      SimulatedEnvironment environment = environment(run, c -> is(c, "t3", 0) ? 0.5 : 1);
      TuneResult result = session(environment, 30, run).run(false);
      boolean hit =
          isBetter(result)
              && new Value.Number(0).equals(result.best().orElseThrow().values().get("t3"));
      found += hit ? 1 : 0;
      assertEquals(0, environment.committed);
    }
    assertTrue(found >= 9, "found in " + found + " of 10 sessions");
  }

  @Test
  void keepsAWinnerWhenAsked() {
    SimulatedEnvironment environment = environment(1, c -> is(c, "t3", 0) ? 0.5 : 1);
    TuneResult result = session(environment, 30, 1).run(true);
    assertEquals(1, environment.committed);
    assertEquals(7, result.committed().orElseThrow());
  }

  @Test
  void keepsNothingThatIsNotBetter() {
    SimulatedEnvironment environment = environment(1, c -> 1);
    TuneResult result = session(environment, 12, 1).run(true);
    assertFalse(isBetter(result));
    assertEquals(0, environment.committed);
  }

  @Test
  void goesOnWhenAConfigurationBreaksTheCommand() {
    SimulatedEnvironment environment =
        environment(1, c -> is(c, "mode", "bad") ? 0 : is(c, "t3", 0) ? 0.5 : 1);
    TuneResult result = session(environment, 30, 1).run(false);
    assertTrue(isBetter(result));
    assertTrue(result.trials().stream().anyMatch(t -> t.outcome() instanceof Outcome.Failed));
    assertFalse(is(result.best().orElseThrow(), "mode", "bad"));
  }

  @Test
  void endsAtOnceWhenTheBaselineIsBroken() {
    SimulatedEnvironment environment = new SimulatedEnvironment(() -> Double.NaN, c -> 1);
    TuneSession session =
        new TuneSession(
            new BrokenBaseline(environment), space(), settings(12, 1), TuneListener.NONE);
    assertThrows(BaselineBrokenException.class, () -> session.run(false));
  }

  @Test
  void endsWhenTheTimeIsOver() {
    SimulatedEnvironment environment = environment(1, c -> 1);
    TuneSettings settings = new TuneSettings(30, Duration.ZERO, 1, 1, 0.01);
    TuneResult result =
        new TuneSession(environment, space(), settings, TuneListener.NONE).run(false);
    assertEquals(TuneResult.Ending.BUDGET, result.ending());
    assertEquals(0, result.trials().size());
  }

  @Test
  void stopsWhenInterrupted() {
    SimulatedEnvironment environment = environment(1, c -> 1);
    Interrupting interrupting = new Interrupting(environment, 20);
    TuneResult result =
        new TuneSession(interrupting, space(), settings(30, 1), TuneListener.NONE).run(true);
    assertEquals(TuneResult.Ending.INTERRUPTED, result.ending());
    assertEquals(0, environment.open);
  }

  @Test
  void theSameSeedGivesTheSameSession() {
    TuneResult first = session(environment(4, c -> is(c, "t1", 0) ? 0.8 : 1), 20, 9).run(false);
    TuneResult second = session(environment(4, c -> is(c, "t1", 0) ? 0.8 : 1), 20, 9).run(false);
    assertEquals(
        first.trials().stream().map(Trial::changes).toList(),
        second.trials().stream().map(Trial::changes).toList());
    assertEquals(first.best(), second.best());
  }

  private static SimulatedEnvironment environment(
      long seed, java.util.function.ToDoubleFunction<Configuration> factor) {
    return new SimulatedEnvironment(NoiseModel.gaussian(0.03, new SplittableRandom(seed)), factor);
  }

  private static TuneSession session(SimulatedEnvironment environment, int trials, long seed) {
    return new TuneSession(environment, space(), settings(trials, seed), TuneListener.NONE);
  }

  private static TuneSettings settings(int trials, long seed) {
    return new TuneSettings(trials, Duration.ofHours(1), 1, seed, 0.01);
  }

  private static TuneSpace space() {
    List<Dimension> dimensions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      dimensions.add(
          new NumericDimension(
              "t" + i, 4, 16384, NumericDimension.Scale.LOG, List.of(0L, 128L), 8192));
    }
    dimensions.add(new CategoricalDimension("mode", List.of("good", "bad"), "good"));
    return new TuneSpace(new SearchSpace(dimensions, List.of()));
  }

  private static boolean isBetter(TuneResult result) {
    return result.judgement().filter(j -> j.verdict() == Verdict.BETTER).isPresent();
  }

  private static boolean is(Configuration configuration, String name, long value) {
    return is(configuration, name, Long.toString(value));
  }

  private static boolean is(Configuration configuration, String name, String value) {
    Map<String, Value> values = configuration.values();
    return values.containsKey(name) && values.get(name).text().equals(value);
  }
}
