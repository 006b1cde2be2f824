package io.trimtab.tuner.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private static final int TRIALS = 30;
  private static final int SEEDS = 30;

  @Test
  void findsOneLargeEffectAmongManyDimensions() {
    SyntheticProblem problem = SyntheticProblem.readahead(0.10);
    assertReaches("readahead", problem, Math.log(1 / SyntheticProblem.readaheadRate(8192)), 0.9);
  }

  @Test
  void findsAnInteriorPeakBehindALesserOne() {
    SyntheticProblem problem = twoPeaksProblem();
    assertReaches("two peaks", problem, twoPeaks(64) - twoPeaks(1024), 0.7);
  }

  @Test
  void findsTwoDimensionsThatInteract() {
    SyntheticProblem problem = interactingProblem();
    assertReaches("interacting", problem, Math.log(10) + Math.log(2), 0.8);
  }

  @Test
  void findsOneLargeEffectAmongHarmfulDimensions() {
    SyntheticProblem problem = SyntheticProblem.readahead(0.10).amongHarmfulOnes();
    double best = Math.log(1 / SyntheticProblem.readaheadRate(8192)) + 0.05;
    assertReaches("readahead among harmful", problem, best, 0.9);
  }

  @Test
  void findsAnInteriorPeakAmongHarmfulDimensions() {
    assertReaches(
        "two peaks among harmful",
        twoPeaksProblem().amongHarmfulOnes(),
        twoPeaks(64) - twoPeaks(1024) + 0.05,
        0.3);
  }

  @Test
  void findsTwoInteractingDimensionsAmongHarmfulOnes() {
    assertReaches(
        "interacting among harmful",
        interactingProblem().amongHarmfulOnes(),
        Math.log(10) + Math.log(2) + 0.05,
        0.1);
  }

  @Test
  void endsQuicklyWhenNothingMatters() {
    SyntheticProblem problem = SyntheticProblem.of(List.of(), 24, p -> 0, 0.10);
    double used = 0;
    double kept = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Optimizer optimizer = problem.search(TRIALS, seed);
      used += optimizer.used();
      kept += optimizer.keptDimensions().size();
    }
    System.out.printf(
        "null: mean trials %.1f, mean dimensions kept %.2f%n", used / SEEDS, kept / SEEDS);
    assertTrue(used / SEEDS <= 20, "trials " + used / SEEDS);
    assertTrue(kept / SEEDS <= 1, "kept " + kept / SEEDS);
  }

  @Test
  void worksAroundARegionThatBreaksTheCommand() {
    SyntheticProblem problem =
        SyntheticProblem.readahead(0.10)
            .failing(p -> p.number("idle2") < 2 || p.number("readahead") == 0);
    double best = Math.log(1 / SyntheticProblem.readaheadRate(8192));
    assertReaches("failures", problem, best, 0.9);
    List<Proposal> made = new ArrayList<>();
    Optimizer optimizer = problem.search(TRIALS, 1, made);
    long broken = made.stream().filter(p -> problem.fails().test(p.point())).count();
    System.out.println(
        "failures: "
            + broken
            + " of "
            + made.size()
            + " trials failed; blamed "
            + optimizer.failures().blamed());
    assertTrue(broken <= TRIALS / 2, "failed " + broken);
  }

  @Test
  void copesWithFewTrialsAndSmallSpaces() {
    for (int trials = 1; trials <= 12; trials++) {
      assertTrue(SyntheticProblem.readahead(0.10).search(trials, trials).used() <= trials);
      SyntheticProblem small =
          SyntheticProblem.of(
              List.of(new CategoricalDimension("c", List.of("x", "y"), "x")),
              0,
              p -> p.value("c").equals("y") ? 0.5 : 0,
              0.10);
      assertTrue(small.search(trials, trials).used() <= trials);
      assertEquals("c=y", small.search(trials, trials).incumbents(1).get(0).point().toString());
    }
  }

  @Test
  void endsWithoutIncumbentsWhenEverythingFails() {
    Optimizer optimizer = SyntheticProblem.readahead(0.10).failing(p -> true).search(TRIALS, 3);
    assertTrue(optimizer.incumbents(3).isEmpty());
    assertEquals(24, optimizer.importance().size());
  }

  @Test
  void importanceNamesTheDimensionThatMatters() {
    Optimizer optimizer = SyntheticProblem.readahead(0.10).search(TRIALS, 2);
    Importance first = optimizer.importance().get(0);
    assertEquals("readahead", first.dimension());
    assertEquals(Importance.Evidence.SINGLE, first.evidence());
    assertTrue(first.kept() && first.low() > 4 && first.low() < first.high());
    assertEquals(List.of("readahead"), optimizer.keptDimensions());
  }

  @Test
  void proposalsKeepConstraints() {
    NumericDimension low =
        new NumericDimension("low", 0, 100, NumericDimension.Scale.LINEAR, List.of(), 10);
    NumericDimension high =
        new NumericDimension("high", 0, 100, NumericDimension.Scale.LINEAR, List.of(), 20);
    SearchSpace space =
        new SearchSpace(
            List.of(low, high),
            List.of(
                new Constraint(
                    "low <= high",
                    List.of("low", "high"),
                    p -> p.number("low") <= p.number("high"))));
    SyntheticProblem problem =
        new SyntheticProblem(space, p -> p.number("low") / 100.0, p -> false, 0.05);
    for (int seed = 0; seed < 10; seed++) {
      List<Proposal> made = new ArrayList<>();
      problem.search(TRIALS, seed, made);
      assertTrue(made.stream().allMatch(p -> space.valid(p.point())));
      assertTrue(made.stream().noneMatch(p -> p.point().equals(space.baseline())));
    }
  }

  @Test
  void sameSeedSameProposals() {
    SyntheticProblem problem = SyntheticProblem.readahead(0.10);
    List<Proposal> first = new ArrayList<>();
    List<Proposal> second = new ArrayList<>();
    problem.search(TRIALS, 5, first);
    problem.search(TRIALS, 5, second);
    assertEquals(first, second);
  }

  private static void assertReaches(
      String name, SyntheticProblem problem, double best, double leastShareOfSeeds) {
    double[] ours =
        LongStream.range(0, SEEDS)
            .mapToDouble(s -> problem.share(problem.search(TRIALS, s), best))
            .toArray();
    double[] random =
        LongStream.range(0, SEEDS).mapToDouble(s -> problem.randomShare(TRIALS, s, best)).toArray();
    long reached = Arrays.stream(ours).filter(x -> x >= 0.9).count();
    long randomReached = Arrays.stream(random).filter(x -> x >= 0.9).count();
    double mean = Arrays.stream(ours).average().orElse(0);
    double randomMean = Arrays.stream(random).average().orElse(0);
    System.out.printf(
        "%s: >= 90 %% of best in %d/%d seeds (mean share %.3f); random search %d/%d (%.3f)%n",
        name, reached, SEEDS, mean, randomReached, SEEDS, randomMean);
    assertTrue(reached >= randomReached, name);
    assertTrue(mean >= randomMean, name + ": " + mean + " against " + randomMean);
    assertTrue(reached >= leastShareOfSeeds * SEEDS, name + ": " + Arrays.toString(ours));
  }

  static SyntheticProblem twoPeaksProblem() {
    return SyntheticProblem.of(
        List.of(
            new NumericDimension("depth", 1, 65536, NumericDimension.Scale.LOG, List.of(), 1024)),
        23,
        p -> twoPeaks((double) p.number("depth")) - twoPeaks(1024),
        0.10);
  }

  static SyntheticProblem interactingProblem() {
    return SyntheticProblem.of(
        List.of(
            SyntheticProblem.readaheadDimension(),
            new NumericDimension("quota", 0, 1000, NumericDimension.Scale.LINEAR, List.of(), 100)),
        22,
        OptimizerTest::interacting,
        0.10);
  }

  /** Best at 64, a lesser peak at 16384, a valley at the baseline between them. */
  static double twoPeaks(double value) {
    double x = Math.log(value) / Math.log(2);
    return 1.2 * Math.exp(-Math.pow((x - 6) / 2, 2)) + 0.7 * Math.exp(-Math.pow((x - 14) / 1.5, 2));
  }

  /** Tenfold by little read-ahead; twice more by a large quota, but only then. */
  private static double interacting(Point point) {
    double first = point.number("readahead") <= 32 ? Math.log(10) : 0;
    double second = first > 0 && point.number("quota") >= 700 ? Math.log(2) : 0;
    return first + second;
  }
}
