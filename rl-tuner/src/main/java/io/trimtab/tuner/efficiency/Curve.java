package io.trimtab.tuner.efficiency;

import java.util.List;
import java.util.OptionalInt;

/**
 * One run of an agent: gains, as log-ratios against the baseline.
 *
 * @param first what it would have deployed before any trial, as it truly is
 * @param tried the point of each trial, as the trial read it
 * @param deployed what it would have deployed after each trial, as it truly is
 */
public record Curve(
    String agent,
    String workload,
    long seed,
    double first,
    List<Double> tried,
    List<Double> deployed) {
  /** Proposals in a row whose median has to stay high for a run to have settled. */
  private static final int WINDOW = 20;

  public Curve {
    tried = List.copyOf(tried);
    deployed = List.copyOf(deployed);
  }

  /** Returns after how many trials what would be deployed first gains so much. */
  public OptionalInt reached(double gain) {
    return firstAtLeast(deployed, gain);
  }

  /**
   * Returns after how many trials a point that read so much had been tried, whether or not it truly
   * gains that.
   */
  public OptionalInt touched(double gain) {
    return firstAtLeast(tried, gain);
  }

  /**
   * Returns after how many trials the agent goes on trying such points alone: from there to the end
   * of the run the median of every {@value #WINDOW} trials gains so much. This is how STUN's
   * authors say when theirs is done; an agent that keeps exploring never is.
   */
  public OptionalInt settled(double gain) {
    OptionalInt since = OptionalInt.empty();
    for (int end = tried.size(); end >= WINDOW; end--) {
      long good = tried.subList(end - WINDOW, end).stream().filter(g -> g >= gain).count();
      if (2 * good < WINDOW) {
        return since;
      }
      since = OptionalInt.of(end - WINDOW + 1);
    }
    return since;
  }

  private static OptionalInt firstAtLeast(List<Double> gains, double gain) {
    for (int i = 0; i < gains.size(); i++) {
      if (gains.get(i) >= gain) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }
}
