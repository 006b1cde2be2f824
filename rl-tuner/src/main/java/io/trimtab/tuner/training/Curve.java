package io.trimtab.tuner.training;

import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.EpisodeLog;
import io.trimtab.tuner.experience.TrialRecord;
import io.trimtab.tuner.search.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The best gain that an episode has measured after each trial. A setting that was tried several
 * times counts with the mean of its trials; the defaults are always there, so a gain is never below
 * 0.
 */
public final class Curve {
  private record Mean(double sum, int count) {
    Mean plus(double value) {
      return new Mean(sum + value, count + 1);
    }

    double value() {
      return sum / count;
    }
  }

  private final Map<Setting, Mean> means = new HashMap<>();
  private double best;

  /** Takes a trial's outcome, and returns the best gain after it as a log-ratio. */
  double add(Setting setting, Outcome outcome) {
    if (outcome instanceof Outcome.Measured measured) {
      boolean isRepeat = means.containsKey(setting);
      Mean mean = means.getOrDefault(setting, new Mean(0, 0)).plus(measured.logRatio());
      means.put(setting, mean);
      best =
          isRepeat
              ? Math.max(0, means.values().stream().mapToDouble(Mean::value).max().orElse(0))
              : Math.max(best, mean.value());
    }
    return best;
  }

  /** Returns the best gain so far as a log-ratio, at least 0. */
  double best() {
    return best;
  }

  /**
   * Returns the curve of an episode: for each of its trials the best gain after it, as a log-ratio.
   * Empty where its baseline is unknown.
   */
  public static List<Double> of(EpisodeLog log) {
    List<Double> gains = new ArrayList<>();
    Curve curve = new Curve();
    if (log.baseline().isKnown()) {
      for (TrialRecord trial : log.trials()) {
        gains.add(
            curve.add(
                trial.setting(),
                log.baseline()
                    .outcome(
                        trial.evaluation(), log.episode().workload().objective().direction())));
      }
    }
    return gains;
  }
}
