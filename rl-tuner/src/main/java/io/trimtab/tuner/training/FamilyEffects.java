package io.trimtab.tuner.training;

import io.trimtab.tuner.measure.Interval;
import java.util.List;

/**
 * Which tunables matter for a family of workloads, and which act together.
 *
 * @param family the workloads' generator
 * @param workloads how many of it there are trials of
 * @param trials how many trials
 * @param mains every tunable's own effect, the largest first
 * @param pairs the interactions, the largest first
 */
public record FamilyEffects(
    String family, int workloads, int trials, List<Main> mains, List<Pair> pairs) {
  /**
   * What a tunable does by itself, averaged over all others.
   *
   * @param tunable its name, or {@code policy}
   * @param share of the variance of the log-ratio that it explains, 0 to 1
   * @param interval 90 %, by refitting resampled trials
   * @param best the value that is best on average
   * @param gain what that value is worth against the tunable's default, as a log-ratio
   * @param gainInterval 90 %, in the same way
   */
  public record Main(
      String tunable,
      double share,
      Interval interval,
      String best,
      double gain,
      Interval gainInterval) {}

  /**
   * What two tunables do together beyond what each does alone.
   *
   * @param share of the variance of the log-ratio, 0 to 1
   * @param interval 90 %, by refitting resampled trials
   */
  public record Pair(String one, String other, double share, Interval interval) {}

  public FamilyEffects {
    mains = List.copyOf(mains);
    pairs = List.copyOf(pairs);
  }
}
