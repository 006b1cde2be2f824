package io.trimtab.tuner.experience;

import io.trimtab.tuner.environment.Evaluation;
import java.util.List;

/**
 * An episode with everything that was recorded of it.
 *
 * @param id its number in the file
 * @param trimtab the version that began it
 * @param baseline the runs under the values that the machine came with, by draw
 * @param trials in the order of their steps, without a gap
 */
public record EpisodeLog(
    long id, Episode episode, String trimtab, Baseline baseline, List<TrialRecord> trials) {
  public EpisodeLog {
    trials = List.copyOf(trials);
  }

  /** The trials that broke the workload or the machine. */
  public long failures() {
    return trials.stream().filter(t -> t.evaluation() instanceof Evaluation.Failed).count();
  }
}
