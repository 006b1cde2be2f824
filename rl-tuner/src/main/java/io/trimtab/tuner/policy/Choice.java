package io.trimtab.tuner.policy;

import io.trimtab.tuner.environment.Setting;
import java.util.List;

/**
 * What a policy chose for some features, and why.
 *
 * @param setting to be tried first; the defaults where nothing is expected to be better
 * @param configuration its place among the policy's configurations, -1 for the defaults
 * @param isKnown whether the features are like those of some training workload
 * @param distance to the nearest training workload; infinite where nothing can be compared
 * @param scores of the configurations in their order: the log-ratio that is surely expected, so
 *     many deviations taken off as the policy is cautious; empty where the features are unknown
 * @param neighbours the training workloads that had a say, the most believed first
 */
public record Choice(
    Setting setting,
    int configuration,
    boolean isKnown,
    double distance,
    List<Double> scores,
    List<Neighbour> neighbours) {
  /**
   * A training workload that had a say.
   *
   * @param workload its name
   * @param distance from the features
   * @param weight how much it is believed to be like this one, 0 to 1
   * @param contribution what it added to the log-ratio expected of the configuration chosen
   */
  public record Neighbour(String workload, double distance, double weight, double contribution) {}

  public Choice {
    scores = List.copyOf(scores);
    neighbours = List.copyOf(neighbours);
  }
}
