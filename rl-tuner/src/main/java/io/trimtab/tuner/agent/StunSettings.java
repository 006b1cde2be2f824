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
  /**
   * At random less and less, in episodes of 100 steps that begin at the default: what the public
   * reimplementation does, and what fits the paper's account: after its 16,000 steps one action in
   * five would still be random.
   */
  public static final StunSettings EXPLORING = new StunSettings(0.2, 0.1, 0.9, 1, 0.99, 100);

  /**
   * The paper's words alone: greedy wherever anything is known, in one long episode. It can be
   * caught for good: going back and forth between two states is paid for each time it goes to the
   * better one.
   */
  public static final StunSettings LITERAL = new StunSettings(0.2, 0.1, 0.9, 0, 1, 0);
}
