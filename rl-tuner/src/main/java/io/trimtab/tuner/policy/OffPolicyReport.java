package io.trimtab.tuner.policy;

import java.util.List;

/**
 * What logged trials say of a policy that did not make them.
 *
 * @param estimates one or three: without known probabilities there is only the direct one
 * @param recommended the one to go by
 * @param reason why, in words
 * @param workloads how many the estimates are over
 * @param trials how many logged trials there are
 * @param matches how many of them are the policy's own settings, with a known probability
 * @param effective how many equally weighted trials the weighted matches are worth
 */
public record OffPolicyReport(
    List<OffPolicyEstimate> estimates,
    OffPolicyEstimate recommended,
    String reason,
    int workloads,
    int trials,
    int matches,
    double effective) {
  public OffPolicyReport {
    estimates = List.copyOf(estimates);
  }
}
