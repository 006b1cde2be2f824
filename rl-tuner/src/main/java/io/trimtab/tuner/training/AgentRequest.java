package io.trimtab.tuner.training;

import io.trimtab.tuner.search.SearchSpace;
import java.util.List;

/**
 * What an agent is made of; the same request gives an agent that does the same.
 *
 * @param space what can be tried
 * @param workload the name of what is tuned for
 * @param seed decides all that it draws
 * @param noise standard deviation of one trial's log-ratio, positive
 * @param features of the workload under the defaults; empty where they are unknown
 * @param prior what was learned from other workloads
 */
public record AgentRequest(
    SearchSpace space,
    String workload,
    long seed,
    double noise,
    List<Double> features,
    Prior prior) {
  public AgentRequest {
    features = List.copyOf(features);
  }
}
