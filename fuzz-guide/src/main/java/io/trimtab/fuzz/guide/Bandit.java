package io.trimtab.fuzz.guide;

import java.util.random.RandomGenerator;

/**
 * Which of several ways pays most now. Thompson sampling with discounting (Raj and Kalyani 2017):
 * each way's share of tries that pay is drawn from what it may be, and the highest goes. What paid
 * at the beginning, when everything was new, is forgotten. Upper confidence bounds would do while
 * one try in three pays; when it is one in a hundred, their margin is wider than all that there is
 * to tell apart.
 */
final class Bandit {
  private static final double DISCOUNT = 0.9995;

  private final double[] counts;
  private final double[] rewards;

  Bandit(int arms) {
    counts = new double[arms];
    rewards = new double[arms];
  }

  /** The way whose share may be the highest. */
  int choose(RandomGenerator random) {
    int best = 0;
    double highest = -1;
    for (int arm = 0; arm < counts.length; arm++) {
      double share = Beta.draw(rewards[arm] + 1, counts[arm] - rewards[arm] + 1, random);
      if (share > highest) {
        highest = share;
        best = arm;
      }
    }
    return best;
  }

  /**
   * Takes in how a try went.
   *
   * @param reward from 0, it did not pay, to 1
   */
  void reward(int arm, double reward) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] *= DISCOUNT;
      rewards[i] *= DISCOUNT;
    }
    counts[arm]++;
    rewards[arm] += reward;
  }
}
