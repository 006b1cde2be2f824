package io.trimtab.tuner.policy;

import io.trimtab.tuner.measure.Interval;
import java.util.Optional;

/**
 * What a policy is expected to gain, estimated from trials that something else chose.
 *
 * @param method how
 * @param value mean log-ratio over the workloads, positive is better
 * @param interval 95 %, by bootstrap over workloads and their trials; empty for the direct method,
 *     whose error is that of its models
 */
public record OffPolicyEstimate(Method method, double value, Optional<Interval> interval) {
  /** How a policy is evaluated without running it. */
  public enum Method {
    /** A model of the gains, asked for the policy's settings: biased as the model is. */
    DIRECT,
    /** Trials that happened to be the policy's, by how likely they were: unbiased, and noisy. */
    IMPORTANCE_WEIGHTED,
    /** The model, corrected by what importance weighting shows of its errors. */
    DOUBLY_ROBUST
  }
}
