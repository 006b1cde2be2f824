package io.trimtab.tuner.training;

import io.trimtab.tuner.experience.Episode;
import io.trimtab.tuner.experience.TrialRecord;
import io.trimtab.tuner.search.Outcome;

/** Hands on what several threads tell, one thing after the other. */
final class OneAtATime implements TrainingListener {
  private final TrainingListener listener;

  OneAtATime(TrainingListener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void begin(int episodes, long trials) {
    listener.begin(episodes, trials);
  }

  @Override
  public synchronized void resumed(Episode episode, int trials) {
    listener.resumed(episode, trials);
  }

  @Override
  public synchronized void trial(Episode episode, TrialRecord trial, Outcome outcome, double best) {
    listener.trial(episode, trial, outcome, best);
  }

  @Override
  public synchronized void ended(EpisodeResult result) {
    listener.ended(result);
  }
}
