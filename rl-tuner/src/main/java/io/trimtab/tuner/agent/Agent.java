package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;

/**
 * Chooses what to try next from what came of what was tried before. It measures nothing itself: the
 * caller asks, tries the point, and tells. Seeded, and the same for one seed and the same outcomes.
 * Not thread-safe.
 */
public interface Agent {
  /** Its name on the command line, such as {@code stun}. */
  String name();

  /** What to try next; the same point until it is observed. */
  Point propose();

  /**
   * Takes what came of the point that was proposed.
   *
   * @param outcome against the baseline
   * @throws IllegalStateException if another point was proposed last
   */
  void observe(Point point, Outcome outcome);

  /** What it would deploy now; the baseline as long as nothing looks better. */
  Point best();
}
