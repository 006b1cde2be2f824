package io.trimtab.tuner.efficiency;

/**
 * How sample efficiency is measured.
 *
 * @param seeds runs of each agent on each workload, at least 1
 * @param draws of the noise behind each outcome, at least 1
 * @param truthDraws other draws that say what a configuration is truly worth, at least 1
 * @param noise which draws trials have
 * @param leastError standard error below which no outcome is believed, positive
 * @param share of the best known gain that is to be reached, such as 0.95
 */
public record EfficiencySettings(
    int seeds, int draws, int truthDraws, Noise noise, double leastError, double share) {
  /** Which draws of the laboratory's noise trials have. */
  public enum Noise {
    /**
     * The same for all trials of all runs: seeds differ in the agents alone, and a laboratory that
     * keeps what it measured answers most of them at once.
     */
    SHARED,
    /** The same for all trials of a run, as in a quiet guest. */
    OWN,
    /** Other ones for each trial, as on a noisy machine. */
    FRESH
  }

  public EfficiencySettings {
    if (seeds < 1 || draws < 1 || truthDraws < 1) {
      throw new IllegalArgumentException("at least 1 seed and draw");
    }
    if (!(leastError > 0) || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "out of range: least error " + leastError + ", share " + share);
    }
  }

  /** Some seeds on a quiet machine, one draw an outcome, five for the truth, 95 %. */
  public static EfficiencySettings quiet(int seeds) {
    return new EfficiencySettings(seeds, 1, 5, Noise.OWN, 0.01, 0.95);
  }
}
