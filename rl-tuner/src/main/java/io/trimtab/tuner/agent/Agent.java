package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;

/**
 * Chooses what to try next from what came of what was tried before. It measures nothing itself: the
 * caller asks, tries the point, and tells. Not thread-safe.
 *
 * <p>Deterministic: what an agent proposes depends on how it was made (its space, seed, settings,
 * and what it was trained with) and on the outcomes told so far, in their order, and on nothing
 * else. So it needs no state on disk. To resume, make it anew in the same way and tell it the
 * recorded outcomes: ask for each proposal, and observe what was recorded for it.
 */
public interface Agent {
  /** Its name on the command line, such as {@code stun}. */
  String name();

  /** What to try next, a valid point of its space; the same point until it is observed. */
  Point propose();

  /**
   * Takes what came of the point that was proposed.
   *
   * @param outcome against the baseline
   * @throws IllegalStateException if another point was proposed last, or none
   */
  void observe(Point point, Outcome outcome);

  /**
   * What it would deploy now; the baseline as long as nothing looks better. Before the first trial
   * this is what it believes from training alone.
   */
  Point best();
}
