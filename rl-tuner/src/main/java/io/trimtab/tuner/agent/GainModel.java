package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.Forest;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What a configuration gains for one workload: as measured where it was tried, elsewhere by a
 * forest, as uncertain as its trees disagree and as the nearest trial is far.
 */
final class GainModel {
  /** What a configuration counts that breaks the workload, as a log-ratio. */
  static final double FAILED = -1;

  private static final double NOTHING_KNOWN = 0.3;
  private static final double GAP_WEIGHT = 0.5;

  /**
   * A gain.
   *
   * @param mean log-ratio against the baseline
   * @param error standard deviation of the true value around it
   */
  record Gain(double mean, double error) {
    double lowerBound() {
      return mean - error;
    }
  }

  private final SearchSpace space;
  private final List<Integer> all;
  private final Map<Point, Gain> exact = new LinkedHashMap<>();
  private final double[][] rows;
  private final Optional<Forest> forest;
  private final double spread;

  /**
   * Fits a model.
   *
   * @param tried any number of trials
   * @param seed for the forest
   */
  GainModel(SearchSpace space, List<WorkloadExperience.Tried> tried, long seed) {
    this.space = space;
    this.all = IntStream.range(0, space.size()).boxed().toList();
    Readings readings = new Readings(space);
    tried.forEach(t -> readings.add(t.point(), t.outcome()));
    exact.put(space.baseline(), new Gain(0, 0));
    for (Point point : readings.points()) {
      readings.at(point).ifPresent(r -> exact.putIfAbsent(point, new Gain(r.mean(), r.error())));
    }
    tried.stream()
        .filter(t -> t.outcome() instanceof Outcome.Failed)
        .forEach(t -> exact.put(t.point(), new Gain(FAILED, 0)));
    this.rows = exact.keySet().stream().map(p -> space.encode(p, all)).toArray(double[][]::new);
    double[] targets = exact.values().stream().mapToDouble(Gain::mean).toArray();
    this.forest =
        targets.length < 2 ? Optional.empty() : Optional.of(Forest.fit(rows, targets, seed));
    this.spread = deviation(targets);
  }

  /** Returns what a point gains. */
  Gain gain(Point point) {
    Gain known = exact.get(point);
    if (known != null) {
      return known;
    }
    double[] row = space.encode(point, all);
    return forest
        .map(f -> f.predict(row))
        .map(p -> new Gain(p.mean(), Math.hypot(p.deviation(), GAP_WEIGHT * spread * gap(row))))
        .orElse(new Gain(0, NOTHING_KNOWN));
  }

  /** Returns the best points tried, best first, the baseline among them. */
  List<Point> top(int count) {
    return top(count, point -> true);
  }

  /** Returns the best points tried of those that meet a condition, best first. */
  List<Point> top(int count, Predicate<Point> condition) {
    return exact.entrySet().stream()
        .filter(e -> condition.test(e.getKey()))
        .sorted(
            Comparator.comparingDouble((Map.Entry<Point, Gain> e) -> e.getValue().lowerBound())
                .reversed())
        .limit(count)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the highest gain that was measured, 0 at least. */
  double best() {
    return exact.values().stream().mapToDouble(Gain::mean).max().orElse(0);
  }

  private double gap(double[] row) {
    double nearest = 1;
    for (double[] other : rows) {
      double sum = 0;
      for (int i = 0; i < row.length; i++) {
        sum += Math.abs(row[i] - other[i]);
      }
      nearest = Math.min(nearest, sum);
    }
    return nearest;
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
  }
}
