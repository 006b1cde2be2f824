package io.trimtab.daemon.loop;

import java.util.OptionalDouble;

/**
 * Some ticks under one configuration: their mean, unless too many of them cannot be trusted. A tick
 * without a value is another matter: a slow objective has one every few ticks.
 */
final class Segment {
  private static final double MOST_BAD = 0.4;

  private final int wanted;
  private int seen;
  private int bad;
  private int values;
  private double sum;

  /**
   * @param wanted ticks
   */
  Segment(int wanted) {
    this.wanted = wanted;
  }

  /** Takes a tick. */
  void add(OptionalDouble objective, boolean isBad) {
    seen++;
    bad += isBad ? 1 : 0;
    if (objective.isPresent()) {
      values++;
      sum += Math.log(objective.getAsDouble());
    }
  }

  boolean isFull() {
    return seen >= wanted;
  }

  /** The geometric mean; empty if too many ticks could not be trusted, or none has a value. */
  OptionalDouble mean() {
    return values == 0 || bad > MOST_BAD * wanted
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.exp(sum / values));
  }
}
