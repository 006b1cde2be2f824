package io.trimtab.tuner.policy;

import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.Baseline;
import io.trimtab.tuner.experience.Episode;
import io.trimtab.tuner.experience.EpisodeLog;
import io.trimtab.tuner.experience.Place;
import io.trimtab.tuner.experience.TrialRecord;
import io.trimtab.tuner.workload.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Episodes that were never run. */
final class Logs {
  private Logs() {}

  /**
   * Makes an episode.
   *
   * @param defaults what each draw of the baseline gave
   * @param tried what each setting gave; not a number where it broke the workload
   */
  static EpisodeLog of(
      Place place,
      Workload workload,
      List<Double> features,
      List<Double> defaults,
      Map<Setting, Double> tried) {
    TreeMap<Long, Evaluation> runs = new TreeMap<>();
    for (double value : defaults) {
      runs.put((long) runs.size(), new Evaluation.Measured(value, features));
    }
    List<TrialRecord> trials = new ArrayList<>();
    tried.forEach(
        (setting, value) ->
            trials.add(
                new TrialRecord(
                    trials.size(),
                    0,
                    setting,
                    value.isNaN()
                        ? new Evaluation.Failed("it hangs")
                        : new Evaluation.Measured(value, features),
                    OptionalDouble.empty(),
                    Instant.EPOCH)));
    Episode episode = new Episode(place, workload, "listed", 1, defaults.size(), "");
    return new EpisodeLog(1, episode, "test", new Baseline(runs), trials);
  }
}
