package io.trimtab.tuner.efficiency;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a measurement of sample efficiency gave.
 *
 * @param agents names, in the order given
 * @param workloads names, in the order given
 * @param best highest gain known of each workload, a log-ratio
 * @param curves one for each agent, workload and seed
 */
public record EfficiencyResult(
    String laboratory,
    EfficiencySettings settings,
    List<String> agents,
    List<String> workloads,
    Map<String, Double> best,
    List<Curve> curves) {
  /** A workload whose best known gain is smaller has nothing to be reached: 3 %. */
  public static final double SMALLEST_GAIN = 0.03;

  public EfficiencyResult {
    agents = List.copyOf(agents);
    workloads = List.copyOf(workloads);
    best = Map.copyOf(best);
    curves = List.copyOf(curves);
  }

  /** Returns the workloads on which there is something to gain. */
  public List<String> telling() {
    return workloads.stream().filter(w -> gain(w) >= SMALLEST_GAIN).toList();
  }

  /** Returns the best gain known of a workload. */
  public double gain(String workload) {
    return best.getOrDefault(workload, 0.0);
  }

  /** Returns the trials of each run of an agent, 0 if it made none. */
  public int budget(String agent) {
    return curves.stream()
        .filter(c -> c.agent().equals(agent))
        .mapToInt(c -> c.tried().size())
        .max()
        .orElse(0);
  }

  /** Returns the runs of one agent on one workload, by seed. */
  public List<Curve> curves(String agent, String workload) {
    return curves.stream()
        .filter(c -> c.agent().equals(agent) && c.workload().equals(workload))
        .toList();
  }

  /**
   * Returns the trials that each seed needed, sorted; those that did not get there come last, as
   * the agent's budget plus one.
   */
  public int[] needed(String agent, String workload) {
    double goal = settings.share() * gain(workload);
    return curves(agent, workload).stream()
        .map(c -> c.reached(goal))
        .mapToInt(n -> n.orElse(budget(agent) + 1))
        .sorted()
        .toArray();
  }

  /** Returns the median of the trials needed; empty where half of the seeds did not get there. */
  public OptionalInt medianNeeded(String agent, String workload) {
    int[] needed = needed(agent, workload);
    int median = needed.length == 0 ? Integer.MAX_VALUE : needed[needed.length / 2];
    return median > budget(agent) ? OptionalInt.empty() : OptionalInt.of(median);
  }

  /**
   * Returns how many times as many trials one agent needs as another: the geometric mean over the
   * telling workloads of the ratio of medians. A median that was not reached counts as the budget,
   * so that the figure is then a lower bound; empty where the other agent did not get there.
   */
  public OptionalDouble timesFewer(String agent, String other) {
    double sum = 0;
    for (String workload : telling()) {
      OptionalInt mine = medianNeeded(agent, workload);
      if (mine.isEmpty()) {
        return OptionalDouble.empty();
      }
      int theirs = medianNeeded(other, workload).orElse(budget(other));
      sum += Math.log((double) theirs / mine.getAsInt());
    }
    return telling().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.exp(sum / telling().size()));
  }

  /**
   * Returns a quantile over the seeds of the share of the best gain deployed after each trial.
   *
   * @param quantile 0 to 1
   */
  public double[] shares(String agent, String workload, double quantile) {
    List<Curve> runs = curves(agent, workload);
    double gain = Math.max(1e-9, gain(workload));
    return IntStream.range(0, budget(agent))
        .mapToDouble(
            i -> {
              double[] sorted =
                  runs.stream().mapToDouble(c -> c.deployed().get(i) / gain).sorted().toArray();
              return sorted.length == 0 ? 0 : at(sorted, quantile);
            })
        .toArray();
  }

  private static double at(double[] sorted, double quantile) {
    double place = quantile * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Returns the median over the seeds of the share that is deployed before any trial. */
  public double firstShare(String agent, String workload) {
    double[] sorted =
        curves(agent, workload).stream()
            .mapToDouble(c -> c.first() / Math.max(1e-9, gain(workload)))
            .sorted()
            .toArray();
    return sorted.length == 0 ? 0 : at(sorted, 0.5);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(laboratory);
    for (String workload : workloads) {
      for (String agent : agents) {
        text.append(
            String.format(
                Locale.ROOT,
                "%n%-20s %-10s gain %.3f first %.2f needed %s",
                workload,
                agent,
                gain(workload),
                firstShare(agent, workload),
                Arrays.toString(needed(agent, workload))));
      }
    }
    return text.toString();
  }
}
