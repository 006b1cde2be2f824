package io.trimtab.tuner.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** A search problem whose true log-ratios are known; readings carry Gaussian noise. */
record SyntheticProblem(
    SearchSpace space, ToDoubleFunction<Point> truth, Predicate<Point> fails, double noise) {

  static SyntheticProblem of(
      List<Dimension> first, int padding, ToDoubleFunction<Point> truth, double noise) {
    List<Dimension> dimensions = new ArrayList<>();
    for (int i = 0; i < padding / 2; i++) {
      dimensions.add(idle(i));
    }
    dimensions.addAll(first);
    for (int i = padding / 2; i < padding; i++) {
      dimensions.add(idle(i));
    }
    return new SyntheticProblem(new SearchSpace(dimensions, List.of()), truth, p -> false, noise);
  }

  /** Random touches of a mapped file: read-ahead only hurts, 235-fold at the baseline of 8192. */
  static SyntheticProblem readahead(double noise) {
    return of(
        List.of(readaheadDimension()),
        23,
        p -> Math.log(readaheadRate((double) p.number("readahead")) / readaheadRate(8192)),
        noise);
  }

  static NumericDimension readaheadDimension() {
    return new NumericDimension(
        "readahead", 0, 16384, NumericDimension.Scale.LOG, List.of(0L), 8192);
  }

  /** Share of the best rate: 1 up to 4, 0.65 at 16, 1/235 at 8192. */
  static double readaheadRate(double value) {
    return value <= 4 ? 1 : 1 / (1 + Math.pow(value / 30.2, 0.974));
  }

  /**
   * Adds what a real machine has: four of the idle dimensions cost up to a third or a half when
   * moved far from their baseline, one gains a little.
   */
  SyntheticProblem amongHarmfulOnes() {
    return new SyntheticProblem(
        space,
        p ->
            truth.applyAsDouble(p)
                - 0.4 * away(p, "idle1")
                - 0.7 * away(p, "idle4")
                - 0.3 * away(p, "idle9")
                - 0.5 * away(p, "idle14")
                + (p.value("idle3").equals("a") ? 0.05 : 0),
        fails,
        noise);
  }

  /** Distance from the idle baseline of 100 on a logarithmic scale, at most 1. */
  private static double away(Point point, String name) {
    return Math.min(1, Math.abs(Math.log((point.number(name) + 1) / 101.0)) / Math.log(10));
  }

  SyntheticProblem failing(Predicate<Point> failing) {
    return new SyntheticProblem(space, truth, failing, noise);
  }

  Outcome measure(Point point, SplittableRandom random) {
    return fails.test(point)
        ? new Outcome.Failed("exit status 1")
        : new Outcome.Measured(truth.applyAsDouble(point) + noise * random.nextGaussian(), noise);
  }

  /** Runs a search to its end and returns it. */
  Optimizer search(int trials, long seed) {
    return search(trials, seed, new ArrayList<>());
  }

  Optimizer search(int trials, long seed, List<Proposal> made) {
    SplittableRandom random = new SplittableRandom(seed * 7919 + 17);
    Optimizer optimizer = new Optimizer(space, trials, seed, noise);
    while (true) {
      var proposal = optimizer.propose();
      if (proposal.isEmpty()) {
        return optimizer;
      }
      Point point = proposal.get().point();
      made.add(proposal.get());
      optimizer.observe(point, measure(point, random));
    }
  }

  /** Returns the true value of a search's first incumbent as a share of the best ratio. */
  double share(Optimizer optimizer, double bestLogRatio) {
    return optimizer.incumbents(1).stream()
        .mapToDouble(i -> Math.exp(truth.applyAsDouble(i.point()) - bestLogRatio))
        .findFirst()
        .orElse(Math.exp(-bestLogRatio));
  }

  /** Returns the same share for plain random search, which believes its best reading. */
  double randomShare(int trials, long seed, double bestLogRatio) {
    SplittableRandom random = new SplittableRandom(seed * 7919 + 17);
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < space.size(); i++) {
      all.add(i);
    }
    Point best = space.baseline();
    double top = 0;
    for (int i = 0; i < trials; i++) {
      Point point = space.random(random, all, space.baseline());
      if (measure(point, random) instanceof Outcome.Measured m && m.logRatio() > top) {
        top = m.logRatio();
        best = point;
      }
    }
    return Math.exp(truth.applyAsDouble(best) - bestLogRatio);
  }

  private static Dimension idle(int i) {
    return i % 4 == 3
        ? new CategoricalDimension("idle" + i, List.of("a", "b", "c"), "b")
        : new NumericDimension(
            "idle" + i,
            i % 2 == 0 ? 1 : 0,
            1000,
            i % 2 == 0 ? NumericDimension.Scale.LOG : NumericDimension.Scale.LINEAR,
            i % 3 == 0 ? List.of(0L) : List.of(),
            100);
  }
}
