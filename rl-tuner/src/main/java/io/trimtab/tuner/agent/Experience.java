package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.SearchSpace;
import java.util.List;

/**
 * Trials of many workloads in one space, to learn a policy from without any machine (batch
 * reinforcement learning).
 *
 * @param space that all points belong to
 * @param workloads none twice
 */
public record Experience(SearchSpace space, List<WorkloadExperience> workloads) {
  public Experience {
    workloads = List.copyOf(workloads);
  }

  /** Returns this without one workload, to see how well the others tell of it. */
  public Experience without(String workload) {
    return new Experience(
        space, workloads.stream().filter(w -> !w.workload().equals(workload)).toList());
  }
}
