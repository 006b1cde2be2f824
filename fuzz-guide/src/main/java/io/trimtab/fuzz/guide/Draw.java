package io.trimtab.fuzz.guide;

import java.util.random.RandomGenerator;

/** Draws places by weight. */
final class Draw {
  private Draw() {}

  /** A place, each as likely as its weight is large; any if all of them are 0. */
  static int from(double[] weights, RandomGenerator random) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    if (sum <= 0) {
      return random.nextInt(weights.length);
    }
    double at = random.nextDouble() * sum;
    for (int i = 0; i < weights.length; i++) {
      at -= weights[i];
      if (at < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }
}
