package io.trimtab.tuner.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * How far apart workloads are by their features: the root mean square over the features that both
 * know, each in units of its own spread among the training workloads. A feature counts for at most
 * {@value #MOST} spreads, so that one wild reading is not a distance by itself.
 *
 * @param scales a spread for each feature, positive
 */
public record FeatureSpace(List<Double> scales) {
  private static final double MOST = 5;

  /** Features are shares and logarithms: a spread below this is no difference. */
  private static final double LEAST_SCALE = 0.1;

  private static final double LEAST_KNOWN = 0.5;

  public FeatureSpace {
    scales = List.copyOf(scales);
  }

  /**
   * Takes the spreads of some vectors: of each feature, the standard deviation.
   *
   * @param vectors of equal length; not a number where a feature is unknown
   */
  static FeatureSpace of(List<List<Double>> vectors) {
    int width = vectors.stream().mapToInt(List::size).max().orElse(0);
    List<Double> scales = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      int place = i;
      double[] known =
          vectors.stream()
              .filter(v -> v.size() > place)
              .mapToDouble(v -> v.get(place))
              .filter(Double::isFinite)
              .toArray();
      scales.add(Math.max(LEAST_SCALE, deviation(known)));
    }
    return new FeatureSpace(scales);
  }

  private static double deviation(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
  }

  /**
   * Returns the distance of two vectors; infinite where either lacks more than half of what the
   * other knows.
   */
  double distance(List<Double> one, List<Double> other) {
    double squares = 0;
    int both = 0;
    int either = 0;
    for (int i = 0; i < scales.size(); i++) {
      double a = i < one.size() ? one.get(i) : Double.NaN;
      double b = i < other.size() ? other.get(i) : Double.NaN;
      if (Double.isFinite(a) && Double.isFinite(b)) {
        double apart = Math.min(MOST, Math.abs(a - b) / scales.get(i));
        squares += apart * apart;
        both++;
      }
      either += Double.isFinite(a) || Double.isFinite(b) ? 1 : 0;
    }
    return both == 0 || both < LEAST_KNOWN * either
        ? Double.POSITIVE_INFINITY
        : Math.sqrt(squares / both);
  }
}
