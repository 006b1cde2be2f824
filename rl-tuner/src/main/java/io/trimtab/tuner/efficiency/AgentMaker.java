package io.trimtab.tuner.efficiency;

import io.trimtab.tuner.agent.Agent;
import io.trimtab.tuner.search.SearchSpace;
import io.trimtab.tuner.workload.Workload;
import java.util.List;

/** Makes a fresh agent for each workload and seed. */
@FunctionalInterface
public interface AgentMaker {
  /**
   * Makes an agent.
   *
   * @param space of the laboratory
   * @param features of the workload under the baseline; empty where they are unknown
   */
  Agent make(SearchSpace space, Workload workload, List<Double> features, long seed);
}
