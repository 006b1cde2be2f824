package io.trimtab.tuner.experience;

import io.trimtab.tuner.workload.Workload;

/**
 * One agent learning about one workload on one machine, from its first trial on. What identifies it
 * is all of this; a job that is run again goes on with the episodes that it finds.
 *
 * @param place where
 * @param workload what it tunes for
 * @param agent the agent's name
 * @param seed of the agent
 * @param draws how many draws of the machine's noise the trials go through in turn, at least 1
 * @param prior digest of what the agent knew beforehand; empty where that is nothing
 */
public record Episode(
    Place place, Workload workload, String agent, long seed, int draws, String prior) {
  /** Checks the draws. */
  public Episode {
    if (draws < 1) {
      throw new IllegalArgumentException("out of range: draws " + draws);
    }
  }

  /** What a person calls it: {@code hackbench-pipe-2, forest, seed 3}. */
  @Override
  public String toString() {
    return workload.name() + ", " + agent + ", seed " + seed;
  }
}
