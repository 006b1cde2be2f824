package io.trimtab.daemon.loop;

import io.trimtab.tuner.measure.Direction;

/** An objective as log2, turned so that lower is better: as the pressure objective is. */
final class Scale {
  private static final double LN_2 = Math.log(2);

  private Scale() {}

  /** A positive value of the objective. */
  static double cost(double value, Direction direction) {
    double log = Math.log(value) / LN_2;
    return direction == Direction.MINIMISE ? log : -log;
  }

  /** How many times better a cost is than another. */
  static double ratio(double before, double after) {
    return Math.exp((before - after) * LN_2);
  }

  /** A share, such as 0.1 for a loss of 10 %, as a difference of costs. */
  static double share(double share) {
    return Math.log1p(share) / LN_2;
  }
}
