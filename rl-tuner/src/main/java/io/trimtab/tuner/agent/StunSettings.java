package io.trimtab.tuner.agent;

/**
 * What STUN leaves to choose.
 *
 * @param threshold least relative effect for a parameter to be kept, and the bound of the reward
 * @param alpha learning rate
 * @param gamma discount of the future
 * @param epsilon chance of a random action, at first
 * @param decay of epsilon with each episode
 * @param episode steps after which learning starts again at the default; 0 for never
 */
public record StunSettings(
    double threshold, double alpha, double gamma, double epsilon, double decay, int episode) {
  /** As in the paper: greedy wherever anything is known, one long episode. */
  public static final StunSettings PAPER = new StunSettings(0.2, 0.1, 0.9, 0, 1, 0);

  /** As the public reimplementation has it: at random less and less, in episodes of 100 steps. */
  public static final StunSettings DECAYING = new StunSettings(0.2, 0.1, 0.9, 1, 0.99, 100);
}
