package io.trimtab.tuner.dataset;

import io.trimtab.features.classify.RunLabel;
import java.time.Duration;

/** Hears how the recording of training data goes. */
public interface DatasetListener {
  /** A program is left out. */
  void skipped(TrainingProgram program, String reason);

  /** A file is being made that programs work on. */
  void making(TrainingFile file);

  /**
   * A run begins.
   *
   * @param number which one it is, from 1
   * @param total how many there are to be
   * @param left how long all that is left will take, this one included
   */
  void begun(RunLabel label, int number, int total, Duration left);

  /** A run was recorded. */
  void recorded(RunLabel label);

  /** A run did not work, and nothing of it is kept. */
  void failed(RunLabel label, String reason);
}
