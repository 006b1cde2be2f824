package io.trimtab.tuner.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Orders measured points by what they are likely worth rather than by what they read.
 *
 * <p>The best of many noisy readings is lucky (the winner's curse). Each reading is therefore
 * shrunk towards what the trees that did not see it predict, by as much as such predictions have
 * proved right (empirical Bayes, after Efron and Morris 1975), and points are compared by estimate
 * less one standard deviation. Of points that differ by less than noise, the one with fewer changes
 * wins: every change costs a twentieth of the noise.
 */
final class Ranking {
  private static final double COST_PER_CHANGE = 0.05;
  private static final int FEWEST_FOR_FOREST = 5;

  private final double noise;
  private final List<Incumbent> ordered;

  /**
   * Ranks the points measured so far.
   *
   * @param dimensions the dimensions that the surrogate looks at
   * @param noise standard deviation of one trial's log-ratio
   * @param seed for the surrogate
   */
  Ranking(SearchSpace space, List<Integer> dimensions, TrialLog log, double noise, long seed) {
    this.noise = noise;
    List<Point> points = log.points();
    Optional<Surrogate> surrogate =
        points.size() < FEWEST_FOR_FOREST
            ? Optional.empty()
            : Optional.of(new Surrogate(space, dimensions, log, seed));
    double variance = priorVariance(points, log, surrogate);
    List<Incumbent> incumbents = new ArrayList<>();
    for (Point point : points) {
      Estimate reading = log.estimate(point).orElseThrow();
      double prior = surrogate.map(s -> s.outOfBag(point)).orElse(0.0);
      Estimate shrunk = reading.pooledWith(new Estimate(prior, Math.sqrt(variance)));
      incumbents.add(new Incumbent(point, shrunk.mean(), shrunk.error(), log.count(point)));
    }
    incumbents.sort(Comparator.comparingDouble(this::score).reversed());
    this.ordered = List.copyOf(incumbents);
  }

  /** Returns the best measured point, or nothing if none is estimated above the baseline. */
  Optional<Incumbent> best() {
    return ordered.stream().filter(i -> i.estimate() > 0).findFirst();
  }

  /**
   * Returns the best points that are estimated above the baseline, best first, at most one for each
   * combination of levels of the dimensions given.
   */
  List<Incumbent> top(int count, List<Integer> dimensions) {
    Set<List<Integer>> seen = new HashSet<>();
    return ordered.stream()
        .filter(i -> i.estimate() > 0 && seen.add(levels(i.point(), dimensions)))
        .limit(count)
        .toList();
  }

  private double score(Incumbent incumbent) {
    return incumbent.lowerBound() - COST_PER_CHANGE * noise * incumbent.point().changeCount();
  }

  /** How far true values deviate from the out-of-bag predictions, as a variance. */
  private double priorVariance(List<Point> points, TrialLog log, Optional<Surrogate> surrogate) {
    double excess = 0;
    for (Point point : points) {
      Estimate reading = log.estimate(point).orElseThrow();
      double residual = reading.mean() - surrogate.map(s -> s.outOfBag(point)).orElse(0.0);
      excess += residual * residual - reading.error() * reading.error();
    }
    double least = noise * noise / 4;
    return points.isEmpty() ? least : Math.max(least, excess / points.size());
  }

  private static List<Integer> levels(Point point, List<Integer> dimensions) {
    return dimensions.stream().map(point::level).toList();
  }
}
