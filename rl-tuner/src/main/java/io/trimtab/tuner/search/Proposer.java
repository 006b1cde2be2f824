package io.trimtab.tuner.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.random.RandomGenerator;

/**
 * Makes candidate points and picks among them; every point returned is valid, new, and not expected
 * to fail.
 */
final class Proposer {
  private static final int DRAWS = 200;
  private static final int ATTEMPTS = 50;
  private static final int BEST_FEW = 3;

  private final SearchSpace space;
  private final TrialLog log;
  private final RandomGenerator random;
  private final List<Integer> all;

  Proposer(SearchSpace space, TrialLog log, RandomGenerator random) {
    this.space = space;
    this.log = log;
    this.random = random;
    this.all = IntStream.range(0, space.size()).boxed().toList();
  }

  /**
   * Returns the candidate of largest expected improvement: random draws over some dimensions, and
   * exchanges of one level from the best few points.
   */
  Optional<Point> mostPromising(Surrogate surrogate, List<Integer> varied, List<Point> best) {
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
        .max(Comparator.comparingDouble(surrogate::expectedImprovement));
  }

  /** Returns the neighbour of a point that is predicted best, optimism included. */
  Optional<Point> bestNeighbour(Surrogate surrogate, List<Integer> varied, Point anchor) {
    List<Point> steps = new ArrayList<>();
    for (int index : varied) {
      Dimension dimension = space.dimensions().get(index);
      for (int level = 0; level < dimension.levels().size(); level++) {
        boolean near = Math.abs(level - anchor.level(index)) <= 2;
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
      if (log.isWorthTrying(simpler) && !simpler.equals(space.baseline())) {
        return Optional.of(simpler);
      }
    }
    return Optional.empty();
  }

  /** Returns a random draw over all dimensions but some, which keep the anchor's levels. */
  Optional<Point> randomAround(Point anchor, List<Integer> fixed) {
    List<Integer> varied = all.stream().filter(i -> !fixed.contains(i)).toList();
    return draw(varied, anchor);
  }

  /** Returns a random draw over all dimensions. */
  Optional<Point> randomAnywhere() {
    return draw(all, space.baseline());
  }

  /**
   * Returns the untried level of one dimension that is worth most as a first look: special values,
   * then the middle of the widest gap between tried levels.
   */
  Optional<Point> interior(Point anchor, int index) {
    Dimension dimension = space.dimensions().get(index);
    List<Integer> levels = new ArrayList<>(dimension.specials());
    Set<Integer> tried = new LinkedHashSet<>();
    for (Point point : log.points()) {
      if (sameElsewhere(point, anchor, index)) {
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

  private Optional<Point> draw(List<Integer> varied, Point base) {
    for (int i = 0; i < ATTEMPTS && !varied.isEmpty(); i++) {
      Point point = space.random(random, varied, base);
      if (log.isWorthTrying(point) && !point.equals(space.baseline())) {
        return Optional.of(point);
      }
    }
    return Optional.empty();
  }

  private boolean sameElsewhere(Point point, Point anchor, int index) {
    return point.with(index, anchor.level(index)).equals(anchor);
  }

  private static int distance(int level, Set<Integer> tried) {
    return tried.stream().mapToInt(t -> Math.abs(t - level)).min().orElse(0);
  }
}
