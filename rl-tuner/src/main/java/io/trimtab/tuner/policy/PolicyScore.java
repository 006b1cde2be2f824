package io.trimtab.tuner.policy;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What a policy is worth over several workloads. Captured is the share of the best known gain, as
 * log-ratios, and at least 0; a workload counts for it if something is known to be gained there: at
 * least 1 %, and more than twice its own error. The others count for the worst alone.
 *
 * @param workloads how many were measured
 * @param gainable at how many of them something can be gained
 * @param first median of what first proposals capture; empty where nothing can be gained
 * @param last the same of what stood after the trials
 * @param worstFirst the lowest log-ratio of a first proposal, −∞ if one broke its workload
 * @param worstLast the same of what stood after the trials
 */
public record PolicyScore(
    int workloads,
    int gainable,
    OptionalDouble first,
    OptionalDouble last,
    double worstFirst,
    double worstLast) {
  private static final double LEAST_GAIN = Math.log(1.01);
  private static final double SURE = 1.96;

  /**
   * Scores.
   *
   * @param results of at least one workload
   */
  public static PolicyScore of(List<PolicyEvaluation.Result> results) {
    List<PolicyEvaluation.Result> gainable =
        results.stream().filter(PolicyScore::isGainable).toList();
    return new PolicyScore(
        results.size(),
        gainable.size(),
        median(gainable, PolicyEvaluation.Result::first),
        median(gainable, PolicyEvaluation.Result::last),
        worst(results, PolicyEvaluation.Result::first),
        worst(results, PolicyEvaluation.Result::last));
  }

  /** Returns whether something is known to be gained at a workload. */
  public static boolean isGainable(PolicyEvaluation.Result result) {
    PolicyEvaluation.Gain best = result.best();
    return best.logRatio() >= LEAST_GAIN && best.logRatio() > SURE * best.standardError();
  }

  /** Returns the share of a workload's best known gain that a setting captures. */
  public static double captured(PolicyEvaluation.Result result, PolicyEvaluation.Gain gain) {
    return gain.failure().isPresent() ? 0 : Math.max(0, gain.logRatio()) / result.best().logRatio();
  }

  private static OptionalDouble median(
      List<PolicyEvaluation.Result> results,
      Function<PolicyEvaluation.Result, PolicyEvaluation.Gain> which) {
    double[] shares =
        results.stream().mapToDouble(r -> captured(r, which.apply(r))).sorted().toArray();
    if (shares.length == 0) {
      return OptionalDouble.empty();
    }
    int half = shares.length / 2;
    return OptionalDouble.of(
        Arrays.stream(shares, (shares.length - 1) / 2, half + 1).average().orElse(0));
  }

  private static double worst(
      List<PolicyEvaluation.Result> results,
      Function<PolicyEvaluation.Result, PolicyEvaluation.Gain> which) {
    return results.stream()
        .map(which)
        .mapToDouble(
            gain -> gain.failure().isPresent() ? Double.NEGATIVE_INFINITY : gain.logRatio())
        .min()
        .orElse(0);
  }
}
