package io.trimtab.fuzz.guide;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Which programs still lead to something new. Of a few, half of them the youngest, the one goes
 * whose yield may be the highest (Thompson sampling, as for calls in {@link Yields}): a program
 * that was just found is tried until it is known whether its neighbourhood has more, and then left
 * for others.
 */
final class Seeds {
  private static final int CANDIDATES = 16;
  private static final int YOUNG = 64;

  /** A seed's own tries: 34 ago they count half. */
  private static final double DISCOUNT = 0.98;

  private static final double PRIOR = 3;
  private static final double OVERALL_DISCOUNT = 0.999;

  private double[] tries = new double[1024];
  private double[] gains = new double[1024];
  private double allTries = 1;
  private double allGains = 0.2;

  int choose(int seeds, RandomGenerator random) {
    int best = 0;
    double highest = -1;
    for (int i = 0; i < 2 * CANDIDATES; i++) {
      int seed =
          i < CANDIDATES
              ? random.nextInt(seeds)
              : seeds - 1 - random.nextInt(Math.min(seeds, YOUNG));
      double yield = draw(seed, random);
      if (yield > highest) {
        highest = yield;
        best = seed;
      }
    }
    return best;
  }

  private double draw(int seed, RandomGenerator random) {
    double mean = allGains / allTries;
    boolean isKnown = seed < tries.length;
    double won = isKnown ? gains[seed] : 0;
    double lost = isKnown ? tries[seed] - gains[seed] : 0;
    return Beta.draw(won + PRIOR * mean, lost + PRIOR * (1 - mean), random);
  }

  void reward(int seed, boolean isNew) {
    if (seed >= tries.length) {
      tries = Arrays.copyOf(tries, 2 * seed);
      gains = Arrays.copyOf(gains, 2 * seed);
    }
    tries[seed] = tries[seed] * DISCOUNT + 1;
    gains[seed] = gains[seed] * DISCOUNT + (isNew ? 1 : 0);
    allTries = allTries * OVERALL_DISCOUNT + 1;
    allGains = allGains * OVERALL_DISCOUNT + (isNew ? 1 : 0);
  }
}
