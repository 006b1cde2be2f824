package io.trimtab.daemon.loop;

import io.trimtab.tuner.measure.Judgement;

/**
 * What a trial came to.
 *
 * @param judgement of the blocks that the verdict rests on
 * @param why one line for people
 */
record Ending(Result result, Judgement judgement, String why) {
  /** The ways in which a trial ends. */
  enum Result {
    /** Better, twice over, by more than the smallest gain that matters. */
    BETTER,
    NO_DIFFERENCE,
    WORSE,
    /** It lost so much, or broke a constraint, that it was ended at once. */
    HARMFUL,
    /** It could not be measured. */
    ABANDONED
  }
}
