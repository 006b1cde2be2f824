package io.trimtab.daemon.loop;

import io.trimtab.tuner.measure.Judgement;
import java.util.OptionalDouble;

/**
 * What a trial came to.
 *
 * @param judgement of the blocks that the verdict rests on
 * @param ratio how many times better it was, by blocks or, where it ended within one, by ticks;
 *     empty where that is not known
 * @param noise how many times better a trial of nothing would have seemed: the baseline's halves
 *     against each other; without a block, as its ticks let expect
 * @param why one line for people
 */
record Ending(Result result, Judgement judgement, OptionalDouble ratio, double noise, String why) {
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
