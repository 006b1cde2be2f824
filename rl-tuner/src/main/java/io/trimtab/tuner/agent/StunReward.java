package io.trimtab.tuner.agent;

/** The reward of STUN (algorithm 1 of the paper): large where much is won, small steps counted. */
final class StunReward {
  static final int MUCH_BETTER = 200;
  static final int BETTER_THAN_BEFORE = 100;
  static final int NOTHING = 0;
  static final int MUCH_WORSE = -50;

  private StunReward() {}

  /**
   * Returns the reward of a result.
   *
   * @param score the result over the default's; more is better
   * @param previous the same of the result before
   * @param threshold how much is much, such as 0.2
   */
  static int of(double score, double previous, double threshold) {
    if (score > 1 + threshold) {
      return MUCH_BETTER;
    }
    if (score < 1 - threshold) {
      return MUCH_WORSE;
    }
    return score > previous ? BETTER_THAN_BEFORE : NOTHING;
  }
}
