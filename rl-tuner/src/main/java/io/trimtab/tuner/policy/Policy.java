package io.trimtab.tuner.policy;

import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A portfolio of configurations, and what chooses among them: the training workloads, each with a
 * weight that falls with its distance.
 *
 * <p>Kernel regression (Nadaraya 1964, Watson 1964) of each configuration's gain over the features,
 * with losses counted thrice: a configuration has to be good near by, and harmless. There are a few
 * dozen training workloads and several dozen features; a method with nothing to fit but one
 * bandwidth cannot overfit them, and can say in full why it chose. Beyond {@link #reach()} the
 * features are unknown, and the choice is the defaults.
 *
 * @param manifest what it is
 * @param space what could be tried where it was trained, at the values of that machine
 * @param featureNames in the order of the vectors
 * @param configurations the portfolio; the defaults are always part of it and not in the list
 * @param points the training workloads
 * @param features how distances are measured
 * @param bandwidth distance at which a workload's weight has fallen to 0.61, positive
 * @param reach largest distance to the nearest training workload at which features are known
 */
public record Policy(
    PolicyManifest manifest,
    SearchSpace space,
    List<String> featureNames,
    List<Setting> configurations,
    List<TrainingPoint> points,
    FeatureSpace features,
    double bandwidth,
    double reach) {
  /** Weights below this say nothing that a person wants to read. */
  private static final double LEAST_WEIGHT = 0.01;

  /** Checks that all parts fit each other. */
  public Policy {
    featureNames = List.copyOf(featureNames);
    configurations = List.copyOf(configurations);
    points = List.copyOf(points);
    int arms = configurations.size();
    int width = featureNames.size();
    boolean fits =
        points.stream()
            .allMatch(
                p ->
                    p.gains().size() == arms
                        && p.errors().size() == arms
                        && p.features().size() <= width);
    if (!fits || features.scales().size() > width || !(bandwidth > 0) || !(reach >= 0)) {
      throw new IllegalArgumentException("the parts of the policy do not fit each other");
    }
  }

  /** Returns SHA-256 of all that it holds, in hexadecimal: what its file says of itself. */
  public String digest() {
    return PolicyJson.digest(PolicyJson.content(this));
  }

  /** Chooses for the features of a workload under the defaults. */
  public Choice choose(List<Double> vector) {
    return choose(vector, bandwidth);
  }

  Choice choose(List<Double> vector, double width) {
    double[] distances =
        points.stream().mapToDouble(p -> features.distance(vector, p.features())).toArray();
    double nearest = Double.POSITIVE_INFINITY;
    for (double distance : distances) {
      nearest = Math.min(nearest, distance);
    }
    if (!(nearest <= reach)) {
      return new Choice(Setting.DEFAULTS, -1, false, nearest, List.of(), List.of());
    }
    double[] weights = weights(distances, nearest, width);
    List<Double> scores = new ArrayList<>();
    int best = -1;
    for (int c = 0; c < configurations.size(); c++) {
      double score = 0;
      for (int i = 0; i < weights.length; i++) {
        score += weights[i] * points.get(i).worth(c);
      }
      scores.add(score);
      if (score > (best < 0 ? 0 : scores.get(best))) {
        best = c;
      }
    }
    return new Choice(
        best < 0 ? Setting.DEFAULTS : configurations.get(best),
        best,
        true,
        nearest,
        scores,
        neighbours(distances, weights, best));
  }

  /** Gaussian weights that add up to 1; relative to the nearest, so that they cannot all be 0. */
  private static double[] weights(double[] distances, double nearest, double width) {
    double[] weights = new double[distances.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double d = distances[i];
      weights[i] =
          Double.isInfinite(d) ? 0 : Math.exp((nearest * nearest - d * d) / (2 * width * width));
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private List<Choice.Neighbour> neighbours(double[] distances, double[] weights, int chosen) {
    List<Choice.Neighbour> neighbours = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] >= LEAST_WEIGHT) {
        double part = chosen < 0 ? 0 : weights[i] * points.get(i).worth(chosen);
        neighbours.add(
            new Choice.Neighbour(points.get(i).workload(), distances[i], weights[i], part));
      }
    }
    neighbours.sort(Comparator.comparingDouble(Choice.Neighbour::distance));
    return neighbours;
  }
}
