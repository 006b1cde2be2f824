package io.trimtab.tuner.measure;

/** Whether a comparison should go on after a block, and if not, why it ends. */
public enum Progress {
  /** Measure another block. */
  CONTINUE,
  /** The verdict is in: better, worse, or equal within the smallest gain that matters. */
  DECIDED,
  /** The candidate is unlikely to beat what it was compared with; not worth more blocks. */
  HOPELESS,
  /** The block limit is reached without a decision. */
  EXHAUSTED;

  /** Returns whether no further block is wanted. */
  public boolean isOver() {
    return this != CONTINUE;
  }
}
