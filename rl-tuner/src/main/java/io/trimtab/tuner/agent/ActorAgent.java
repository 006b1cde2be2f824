package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.Forest;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import smile.stat.distribution.GaussianDistribution;

/**
 * Acts on what a workload looks like: the values of a {@link FittedQ} over the experience of many
 * workloads, corrected by its own trials.
 *
 * <p>The first proposal is the tried configuration of the highest value, less the trees'
 * disagreement; the baseline if none promises a gain so, or the workload is unlike any seen. Later
 * trials take turns: the configuration of the largest expected improvement among those tried with
 * other workloads, those one change away from the best, and random draws, where a second forest
 * learns by how much the first is off for this workload (a surrogate in two parts, as in Wistuba et
 * al., "Two-stage transfer surrogate model", ECML 2016); a step of {@link LocalSearch}; and, every
 * fourth, the forest search over the whole space.
 */
public final class ActorAgent extends SequentialAgent {
  private static final double CAUTION = 0.5;
  private static final int SHORT_LIST = 60;
  private static final int DRAWS = 30;
  private static final int FEWEST_FOR_CORRECTION = 4;
  private static final int CYCLE = 4;

  private final SearchSpace space;
  private final FittedQ values;
  private final List<Double> features;
  private final double noise;
  private final SplittableRandom random;
  private final Readings readings;
  private final BackgroundSearch search;
  private final LocalSearch local;
  private final List<Point> shortList;
  private final List<Integer> all;
  private final Point first;

  /**
   * Creates an agent in the space that the values were learned in.
   *
   * @param features of the workload under the baseline, in the order of the host features
   * @param seed decides all draws
   * @param noise standard deviation expected of one trial's log-ratio, positive
   */
  public ActorAgent(
      SearchSpace space, FittedQ values, List<Double> features, long seed, double noise) {
    this.space = space;
    this.values = values;
    this.features = List.copyOf(features);
    this.noise = noise;
    this.random = new SplittableRandom(seed);
    this.search = new BackgroundSearch(space, random.nextLong(), noise);
    this.readings = search.readings();
    this.local = new LocalSearch(space, readings, List.of());
    this.all = IntStream.range(0, space.size()).boxed().toList();
    this.shortList =
        values.actions().stream()
            .filter(space::valid)
            .sorted(Comparator.comparingDouble(this::bound).reversed())
            .limit(SHORT_LIST)
            .toList();
    this.first =
        shortList.stream()
            .limit(1)
            .filter(p -> values.knows(features) && bound(p) > 0)
            .findFirst()
            .orElse(space.baseline());
  }

  @Override
  public String name() {
    return "actor";
  }

  @Override
  Point choose() {
    if (search.trials() == 0) {
      return first;
    }
    int turn = search.trials() % CYCLE;
    Optional<Point> point =
        switch (turn) {
          case 0 -> Optional.empty();
          case 2 -> local.next().or(this::mostPromising);
          default -> mostPromising();
        };
    return point.orElseGet(search::ask);
  }

  @Override
  void learn(Point point, Outcome outcome) {
    search.learn(point, outcome);
  }

  /** Returns the first proposal until anything is tried, then the forest search's incumbent. */
  @Override
  public Point best() {
    return search.best(first);
  }

  private double bound(Point point) {
    Forest.Prediction value = values.value(features, point);
    return value.mean() - CAUTION * value.deviation();
  }

  private Optional<Point> mostPromising() {
    Optional<Forest> correction = correction();
    double best = readings.at(readings.best()).map(Readings.Reading::mean).orElse(0.0);
    Point top = space.baseline();
    double most = noise / 10;
    for (Point candidate : candidates()) {
      if (readings.isNew(candidate)) {
        double improvement = improvement(candidate, correction, best);
        if (improvement > most) {
          most = improvement;
          top = candidate;
        }
      }
    }
    return top.equals(space.baseline()) ? Optional.empty() : Optional.of(top);
  }

  private Set<Point> candidates() {
    Set<Point> candidates = new LinkedHashSet<>(shortList);
    Point best = readings.best();
    for (int i = 0; i < space.size(); i++) {
      for (int level = 0; level < space.dimensions().get(i).levels().size(); level++) {
        candidates.add(space.repair(best.with(i, level), best));
      }
    }
    for (int i = 0; i < DRAWS; i++) {
      candidates.add(RandomAgent.draw(space, random));
    }
    return candidates;
  }

  /** The forest of what the values are off by, once there are a few trials. */
  private Optional<Forest> correction() {
    List<Point> points = readings.points();
    if (points.size() < FEWEST_FOR_CORRECTION) {
      return Optional.empty();
    }
    List<double[]> rows = new ArrayList<>();
    double[] targets = new double[points.size()];
    for (int i = 0; i < targets.length; i++) {
      Point point = points.get(i);
      rows.add(space.encode(point, all));
      double reading = readings.at(point).map(Readings.Reading::mean).orElse(0.0);
      targets[i] = reading - values.value(features, point).mean();
    }
    return Optional.of(Forest.fit(rows.toArray(double[][]::new), targets, random.nextLong()));
  }

  /** Expected improvement over the best reading (Jones et al. 1998). */
  private double improvement(Point point, Optional<Forest> correction, double best) {
    Forest.Prediction value = values.value(features, point);
    double mean = value.mean();
    double deviation = Math.hypot(value.deviation(), noise);
    if (correction.isPresent()) {
      Forest.Prediction off = correction.get().predict(space.encode(point, all));
      mean += off.mean();
      deviation = Math.hypot(deviation, off.deviation());
    }
    double z = (mean - best) / deviation;
    GaussianDistribution normal = GaussianDistribution.getInstance();
    return (mean - best) * normal.cdf(z) + deviation * normal.p(z);
  }
}
