package io.trimtab.tuner.training;

import io.trimtab.tuner.experience.Episode;
import io.trimtab.tuner.experience.TrialRecord;
import io.trimtab.tuner.search.Outcome;

/** Is told how a job goes on, one call at a time. */
public interface TrainingListener {
  /**
   * The job begins.
   *
   * @param episodes how many there are
   * @param trials how many they may make in all, those recorded before included; a very large
   *     number where time decides
   */
  void begin(int episodes, long trials);

  /** The agent of an episode was rebuilt from so many recorded trials; 0 for a new one. */
  void resumed(Episode episode, int trials);

  /**
   * A trial was recorded.
   *
   * @param outcome against the baseline
   * @param best the largest gain that the episode has measured so far, as a log-ratio, at least 0
   */
  void trial(Episode episode, TrialRecord trial, Outcome outcome, double best);

  /** An episode has ended. */
  void ended(EpisodeResult result);
}
