package io.trimtab.tuner.dataset;

import io.trimtab.features.classify.RunLabel;

/**
 * One run that is to be recorded.
 *
 * @param program what runs
 * @param intensity how hard
 * @param seed what is drawn for it depends on this alone
 */
public record PlannedRun(TrainingProgram program, TrainingProgram.Intensity intensity, long seed) {
  /** What its ticks are labelled with. */
  public RunLabel label() {
    return program.label(intensity);
  }
}
