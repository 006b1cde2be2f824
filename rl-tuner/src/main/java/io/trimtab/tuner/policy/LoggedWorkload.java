package io.trimtab.tuner.policy;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A workload's logged trials beside what a policy would do there.
 *
 * @param name of the workload
 * @param target the policy's setting as numbers
 * @param trials the logged ones
 */
public record LoggedWorkload(String name, List<Double> target, List<LoggedTrial> trials) {
  /**
   * A logged trial.
   *
   * @param row its setting as numbers
   * @param isTarget whether it is the policy's own setting
   * @param reward its log-ratio, finite
   * @param probability with which it was chosen, above 0; empty where unknown
   */
  public record LoggedTrial(
      List<Double> row, boolean isTarget, double reward, OptionalDouble probability) {
    public LoggedTrial {
      row = List.copyOf(row);
    }
  }

  public LoggedWorkload {
    target = List.copyOf(target);
    trials = List.copyOf(trials);
  }
}
