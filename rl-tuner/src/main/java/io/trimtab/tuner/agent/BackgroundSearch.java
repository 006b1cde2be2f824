package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;

/**
 * What is behind the agents that start from training: what was read so far, and a forest search
 * over the whole space, which is told of every trial, also of those that it did not ask for.
 */
final class BackgroundSearch {
  private final Readings readings;
  private final ForestAgent search;
  private int trials;
  private boolean isAsked;

  /**
   * @param seed decides the search's draws
   * @param noise standard deviation expected of one trial's log-ratio, positive
   */
  BackgroundSearch(SearchSpace space, long seed, double noise) {
    this.readings = new Readings(space);
    this.search = new ForestAgent(space, seed, noise);
  }

  /** What the search wants to have tried next. */
  Point ask() {
    isAsked = true;
    return search.propose();
  }

  void learn(Point point, Outcome outcome) {
    trials++;
    readings.add(point, outcome);
    if (isAsked) {
      search.observe(point, outcome);
    } else {
      search.inform(point, outcome);
    }
    isAsked = false;
  }

  int trials() {
    return trials;
  }

  Readings readings() {
    return readings;
  }

  /** The first proposal until anything is tried, then the search's incumbent. */
  Point best(Point first) {
    return trials == 0 ? first : best();
  }

  /** The search's incumbent. */
  Point best() {
    return search.best();
  }
}
