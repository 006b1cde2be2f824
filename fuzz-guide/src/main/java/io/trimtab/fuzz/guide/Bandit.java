package io.trimtab.fuzz.guide;

import java.util.random.RandomGenerator;

/**
 * Which of several ways pays most now. Upper confidence bounds with discounting (Garivier and
 * Moulines 2011): what paid at the beginning, when everything was new, is forgotten.
 */
final class Bandit {
  private static final double DISCOUNT = 0.999;
  private static final double BREADTH = 0.5;

  private final double[] counts;
  private final double[] rewards;

  Bandit(int arms) {
    counts = new double[arms];
    rewards = new double[arms];
  }

  /** The way with the highest bound; of those that were never tried, any. */
  int choose(RandomGenerator random) {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    int first = random.nextInt(counts.length);
    int best = first;
    double highest = -1;
    for (int i = 0; i < counts.length; i++) {
      int arm = (first + i) % counts.length;
      double bound =
          counts[arm] < 1
              ? Double.MAX_VALUE
              : rewards[arm] / counts[arm] + BREADTH * Math.sqrt(Math.log(total + 1) / counts[arm]);
      if (bound > highest) {
        highest = bound;
        best = arm;
      }
    }
    return best;
  }

  void reward(int arm, double reward) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] *= DISCOUNT;
      rewards[i] *= DISCOUNT;
    }
    counts[arm]++;
    rewards[arm] += reward;
  }

  /** The share of its tries that a way paid in; 0 before the first. */
  double mean(int arm) {
    return counts[arm] == 0 ? 0 : rewards[arm] / counts[arm];
  }
}
