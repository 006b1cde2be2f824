package io.trimtab.tuner.search;

import java.util.List;
import smile.stat.distribution.GaussianDistribution;

/**
 * A forest over some dimensions, trained on the trials so far, and the expected improvement it
 * sees.
 *
 * <p>The improvement is over the best <em>predicted</em> value of a measured point, not over the
 * best reading, which is lucky. The forest's variance is widened with the distance to the nearest
 * trial: trees are constant across a gap and cannot know that nothing was measured there.
 */
final class Surrogate {
  /** Share of the spread of all trials that a point at distance 1 may deviate by. */
  private static final double GAP_WEIGHT = 0.5;

  private final SearchSpace space;
  private final List<Integer> dimensions;
  private final List<Point> points;
  private final Forest forest;
  private final double[][] rows;
  private final double spread;
  private final double best;

  /**
   * Fits the surrogate.
   *
   * @param dimensions the dimensions it looks at, at least one
   * @param log holds at least two measured points
   * @param seed for the forest
   */
  Surrogate(SearchSpace space, List<Integer> dimensions, TrialLog log, long seed) {
    this.space = space;
    this.dimensions = dimensions;
    this.points = log.points();
    this.rows = points.stream().map(p -> space.encode(p, dimensions)).toArray(double[][]::new);
    double[] targets =
        points.stream().mapToDouble(p -> log.estimate(p).orElseThrow().mean()).toArray();
    this.forest = Forest.fit(rows, targets, seed);
    double sum = 0;
    double squares = 0;
    double top = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < targets.length; i++) {
      sum += targets[i];
      squares += targets[i] * targets[i];
      top = Math.max(top, forest.predict(rows[i]).mean());
    }
    double mean = sum / targets.length;
    this.spread = Math.sqrt(Math.max(0, squares / targets.length - mean * mean));
    this.best = top;
  }

  /** Predicts a point's log-ratio, with the standard deviation of a new point's true value. */
  Estimate predict(Point point) {
    double[] row = space.encode(point, dimensions);
    Forest.Prediction prediction = forest.predict(row);
    double gap = GAP_WEIGHT * spread * distance(row);
    return new Estimate(prediction.mean(), Math.hypot(prediction.deviation(), gap));
  }

  /** Returns the expected improvement of a point over the best predicted one, not negative. */
  double expectedImprovement(Point point) {
    Estimate prediction = predict(point);
    double gain = prediction.mean() - best;
    if (prediction.error() < 1e-9) {
      return Math.max(0, gain);
    }
    double z = gain / prediction.error();
    GaussianDistribution normal = GaussianDistribution.getInstance();
    return gain * normal.cdf(z) + prediction.error() * normal.p(z);
  }

  /** Returns what the trees that did not see a trial predict for it. */
  double outOfBag(Point point) {
    return forest.outOfBag(points.indexOf(point));
  }

  private double distance(double[] row) {
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] other : rows) {
      double sum = 0;
      for (int i = 0; i < row.length; i++) {
        sum += Math.abs(row[i] - other[i]);
      }
      nearest = Math.min(nearest, sum);
    }
    return Math.min(1, nearest);
  }
}
