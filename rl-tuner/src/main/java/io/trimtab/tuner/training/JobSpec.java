package io.trimtab.tuner.training;

import io.trimtab.tuner.workload.Workload;
import java.util.List;

/**
 * What a training job is to do: an episode for each workload and seed.
 *
 * @param agent the agents' name
 * @param workloads what is tuned for, at least one
 * @param seeds the agents' seeds, at least one
 * @param draws how many draws of the machine's noise trials go through in turn, at least 1
 * @param budget how much each episode may try
 * @param workers how many episodes go on at a time, at least 1
 */
public record JobSpec(
    String agent,
    List<Workload> workloads,
    List<Long> seeds,
    int draws,
    Budget budget,
    int workers) {
  /** Checks the numbers. */
  public JobSpec {
    workloads = List.copyOf(workloads);
    seeds = List.copyOf(seeds);
    if (workloads.isEmpty() || seeds.isEmpty() || draws < 1 || workers < 1) {
      throw new IllegalArgumentException("a job without workloads, seeds, draws or workers");
    }
  }
}
