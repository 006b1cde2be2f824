package io.trimtab.fuzz.guide;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How often each call still shows something new. What it showed long ago counts little: a call has
 * only so many places in the kernel, and its yield falls as they are found. Of a call that was
 * tried seldom little is known, so what is used is never an estimate but a draw from what the yield
 * may be (Thompson sampling): calls that may be good are tried until it is known that they are not.
 */
final class Yields {
  /** A call's own tries: 50 ago they count half. */
  private static final double DISCOUNT = 0.986;

  /** How many tries the yield of all calls stands for where a call has none of its own. */
  private static final double PRIOR = 4;

  private static final double OVERALL_DISCOUNT = 0.999;

  private final double[] tries;
  private final double[] gains;
  private double allTries = 1;
  private double allGains = 0.5;

  Yields(int calls) {
    tries = new double[calls];
    gains = new double[calls];
  }

  /** Weights for calls that are all alike. */
  double[] even() {
    double[] even = new double[tries.length];
    Arrays.fill(even, 1);
    return even;
  }

  /** Weights with each multiplied by a draw of the call's yield. */
  double[] times(double[] weights, RandomGenerator random) {
    double[] product = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      product[i] = weights[i] == 0 ? 0 : weights[i] * draw(i, random);
    }
    return product;
  }

  /** All the weight to the call of the highest product. */
  double[] best(double[] weights, RandomGenerator random) {
    double[] product = times(weights, random);
    int best = 0;
    for (int i = 1; i < product.length; i++) {
      best = product[i] > product[best] ? i : best;
    }
    double[] only = new double[product.length];
    only[best] = product[best];
    return only;
  }

  private double draw(int call, RandomGenerator random) {
    double mean = allGains / allTries;
    double won = gains[call] + PRIOR * mean;
    double lost = tries[call] - gains[call] + PRIOR * (1 - mean);
    return Beta.draw(won, lost, random);
  }

  void reward(int call, boolean isNew) {
    tries[call] = tries[call] * DISCOUNT + 1;
    gains[call] = gains[call] * DISCOUNT + (isNew ? 1 : 0);
    allTries = allTries * OVERALL_DISCOUNT + 1;
    allGains = allGains * OVERALL_DISCOUNT + (isNew ? 1 : 0);
  }
}
