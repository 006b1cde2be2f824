package io.trimtab.tuner.agent;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How alike workloads are, by their features.
 *
 * <p>Features are measured in units of their spread over the training workloads. In the distance of
 * two workloads a feature counts as much as its differences go along with differences of what
 * configurations gain, over all pairs of training workloads (the idea of RReliefF, Robnik-Šikonja
 * and Kononenko 2003, with a rank correlation in place of sampled neighbours, since workloads are
 * few, and one that is unlike all others shall not decide alone). A feature that tells nothing of
 * gains by itself still counts half if it varies: it may tell something together with others (the
 * kernel's share of the time among workloads that switch as often), and guards against what no
 * training workload ever showed. The distance is the root mean square over the features that are
 * known on both sides. A workload is like one that was seen if it is not much farther from it than
 * training workloads are from each other.
 */
final class Likeness {
  /** A feature that hardly varies in training is measured in this unit; shares go from 0 to 1. */
  private static final double LEAST_SCALE = 0.05;

  /** How much farther than training workloads typically are from each other one may be. */
  private static final double REACH = 2;

  /** What a feature counts at least, as a share of the one that counts most. */
  private static final double LEAST_WEIGHT = 0.5;

  private final List<double[]> known;
  private final double[] scales;
  private final double[] weights;
  private final double radius;

  /**
   * Learns a measure.
   *
   * @param features of the training workloads, of equal length or empty
   * @param gains of the same configurations for each training workload
   */
  Likeness(List<List<Double>> features, List<double[]> gains) {
    this.known = features.stream().map(Likeness::array).toList();
    int width = known.stream().mapToInt(f -> f.length).max().orElse(0);
    this.scales = new double[width];
    for (int j = 0; j < width; j++) {
      scales[j] = Math.max(LEAST_SCALE, spread(j));
    }
    this.weights = weights(gains);
    this.radius = REACH * typicalDistance();
  }

  /** Returns whether a workload is like one that was seen; not if its features are unknown. */
  boolean knows(List<Double> features) {
    double nearest = Arrays.stream(distances(features)).min().orElse(Double.POSITIVE_INFINITY);
    return nearest <= radius;
  }

  /** Returns the distance to each training workload; infinite where nothing can be compared. */
  double[] distances(List<Double> features) {
    double[] mine = array(features);
    return known.stream().mapToDouble(other -> distance(mine, other, weights)).toArray();
  }

  /** Returns the median distance from a training workload to the one most like it. */
  double typicalDistance() {
    double[] nearest =
        IntStream.range(0, known.size())
            .mapToDouble(
                i ->
                    IntStream.range(0, known.size())
                        .filter(k -> k != i)
                        .mapToDouble(k -> distance(known.get(i), known.get(k), weights))
                        .min()
                        .orElse(1))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return nearest.length == 0 ? 1 : Math.max(1e-3, nearest[nearest.length / 2]);
  }

  private double distance(double[] one, double[] other, double[] counts) {
    double sum = 0;
    double weight = 0;
    for (int j = 0; j < Math.min(one.length, other.length); j++) {
      double difference = (one[j] - other[j]) / scales[j];
      if (!Double.isNaN(difference)) {
        sum += counts[j] * difference * difference;
        weight += counts[j];
      }
    }
    return weight == 0 ? Double.POSITIVE_INFINITY : Math.sqrt(sum / weight);
  }

  /**
   * Squared rank correlation of a feature's differences with the gains', where it is positive, and
   * the least weight for what varies besides.
   */
  private double[] weights(List<double[]> gains) {
    double[] weights = new double[scales.length];
    for (int j = 0; j < weights.length; j++) {
      int feature = j;
      List<double[]> pairs =
          IntStream.range(0, known.size())
              .boxed()
              .flatMap(
                  a ->
                      IntStream.range(0, a)
                          .filter(b -> isKnown(a, feature) && isKnown(b, feature))
                          .mapToObj(
                              b ->
                                  new double[] {
                                    Math.abs(known.get(a)[feature] - known.get(b)[feature]),
                                    apart(gains.get(a), gains.get(b))
                                  }))
              .toList();
      double correlation = correlation(pairs);
      weights[j] = correlation > 0 ? correlation * correlation : 0;
    }
    double most = Arrays.stream(weights).max().orElse(0);
    for (int j = 0; j < weights.length; j++) {
      double least = scales[j] > LEAST_SCALE ? LEAST_WEIGHT * most : 0;
      weights[j] = most < 1e-9 ? 1 : Math.max(weights[j], least);
    }
    return weights;
  }

  private boolean isKnown(int workload, int feature) {
    return known.get(workload).length > feature && !Double.isNaN(known.get(workload)[feature]);
  }

  private static double apart(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return Math.sqrt(sum);
  }

  private static double correlation(List<double[]> pairs) {
    double[] x = ranks(pairs.stream().mapToDouble(p -> p[0]).toArray());
    double[] y = ranks(pairs.stream().mapToDouble(p -> p[1]).toArray());
    double middle = (pairs.size() - 1) / 2.0;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - middle) * (y[i] - middle);
      xx += (x[i] - middle) * (x[i] - middle);
      yy += (y[i] - middle) * (y[i] - middle);
    }
    return xx < 1e-12 || yy < 1e-12 ? 0 : xy / Math.sqrt(xx * yy);
  }

  /** Places in order, from 0; equal values share the mean of theirs. */
  private static double[] ranks(double[] values) {
    List<Integer> order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .toList();
    double[] ranks = new double[values.length];
    int from = 0;
    while (from < values.length) {
      int to = from;
      while (to + 1 < values.length && values[order.get(to + 1)] == values[order.get(from)]) {
        to++;
      }
      for (int i = from; i <= to; i++) {
        ranks[order.get(i)] = (from + to) / 2.0;
      }
      from = to + 1;
    }
    return ranks;
  }

  private double spread(int feature) {
    double[] values =
        known.stream()
            .filter(f -> f.length > feature && !Double.isNaN(f[feature]))
            .mapToDouble(f -> f[feature])
            .toArray();
    double mean = Arrays.stream(values).average().orElse(0);
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
  }

  private static double[] array(List<Double> features) {
    return features.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
