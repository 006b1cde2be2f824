package io.trimtab.tuner.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Makes candidate points and picks among them; every point returned is valid, new, and not expected
 * to fail.
 */
final class Proposer {
  private static final int DRAWS = 200;
  private static final int ATTEMPTS = 50;
  private static final int BEST_FEW = 3;
  private static final int STRATA = 10;

  private final SearchSpace space;
  private final TrialLog log;
  private final RandomGenerator random;
  private final Strata strata;
  private final List<Integer> all;

  Proposer(SearchSpace space, TrialLog log, RandomGenerator random) {
    this.space = space;
    this.log = log;
    this.random = random;
    this.strata = new Strata(space, STRATA, random);
    this.all = IntStream.range(0, space.size()).boxed().toList();
  }

  /**
   * Returns the candidate of largest expected improvement: random draws over some dimensions, and
   * exchanges of one level from the best few points. Empty when none promises at least as much as
   * asked for.
   */
  Optional<Point> mostPromising(
      Surrogate surrogate, List<Integer> varied, List<Point> best, double least) {
    Point anchor = best.isEmpty() ? space.baseline() : best.get(0);
    Set<Point> candidates = new LinkedHashSet<>();
    for (Point point : best.subList(0, Math.min(BEST_FEW, best.size()))) {
      candidates.addAll(exchanges(point, varied));
    }
    candidates.addAll(exchanges(anchor, varied));
    for (int i = 0; i < DRAWS; i++) {
      candidates.add(space.random(random, varied, anchor));
    }
    return candidates.stream()
        .filter(log::isWorthTrying)
        .max(Comparator.comparingDouble(surrogate::expectedImprovement))
        .filter(p -> surrogate.expectedImprovement(p) >= least);
  }

  /**
   * Returns the neighbour of a point that is predicted best, optimism included: one step along an
   * ordered dimension, or another choice.
   */
  Optional<Point> bestNeighbour(Surrogate surrogate, List<Integer> varied, Point anchor) {
    List<Point> steps = new ArrayList<>();
    for (int index : varied) {
      Dimension dimension = space.dimensions().get(index);
      for (int level = 0; level < dimension.levels().size(); level++) {
        boolean near = Math.abs(level - anchor.level(index)) <= 1;
        if (level != anchor.level(index) && (near || !dimension.ordered())) {
          steps.add(space.repair(anchor.with(index, level), anchor));
        }
      }
    }
    return steps.stream()
        .filter(log::isWorthTrying)
        .max(
            Comparator.comparingDouble(
                p -> surrogate.predict(p).mean() + surrogate.predict(p).error()));
  }

  /**
   * Returns a point with fewer changes: everything outside some dimensions set back, or the first
   * half of it if the whole was tried.
   */
  Optional<Point> simplified(Point point, List<Integer> needed) {
    List<Integer> extra =
        all.stream().filter(i -> point.isChanged(i) && !needed.contains(i)).toList();
    List<List<Integer>> choices =
        List.of(
            extra,
            extra.subList(0, extra.size() / 2),
            extra.subList(extra.size() / 2, extra.size()));
    for (List<Integer> choice : choices) {
      Point simpler = point;
      for (int index : choice) {
        simpler = simpler.with(index, space.dimensions().get(index).baselineLevel());
      }
      simpler = space.repair(simpler, point);
      if (log.isWorthTrying(simpler)) {
        return Optional.of(simpler);
      }
    }
    return Optional.empty();
  }

  /** Returns a random draw over all dimensions but some, which keep the anchor's levels. */
  Optional<Point> randomAround(Point anchor, List<Integer> fixed) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Point point = strata.next();
      for (int index : fixed) {
        point = point.with(index, anchor.level(index));
      }
      point = space.repair(point, anchor);
      if (log.isWorthTrying(point)) {
        return Optional.of(point);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the untried level of one dimension that is worth most as a first look: special values,
   * then the middle of the widest gap between levels tried with the other kept dimensions where the
   * anchor has them.
   */
  Optional<Point> interior(Point anchor, int index, List<Integer> kept) {
    Dimension dimension = space.dimensions().get(index);
    List<Integer> levels = new ArrayList<>(dimension.specials());
    Set<Integer> tried = new LinkedHashSet<>();
    for (Point point : log.points()) {
      if (kept.stream().allMatch(i -> i == index || point.level(i) == anchor.level(i))) {
        tried.add(point.level(index));
      }
    }
    levels.removeAll(tried);
    if (levels.isEmpty()) {
      tried.add(anchor.level(index));
      IntStream.range(0, dimension.levels().size())
          .boxed()
          .filter(level -> !tried.contains(level))
          .max(Comparator.comparingInt(level -> distance(level, tried)))
          .ifPresent(levels::add);
    }
    return levels.stream()
        .map(level -> space.repair(anchor.with(index, level), anchor))
        .filter(log::isWorthTrying)
        .findFirst();
  }

  private List<Point> exchanges(Point anchor, List<Integer> varied) {
    List<Point> exchanges = new ArrayList<>();
    for (int index : varied) {
      for (int level = 0; level < space.dimensions().get(index).levels().size(); level++) {
        exchanges.add(space.repair(anchor.with(index, level), anchor));
      }
    }
    return exchanges;
  }

  private static int distance(int level, Set<Integer> tried) {
    return tried.stream().mapToInt(t -> Math.abs(t - level)).min().orElse(0);
  }
}
