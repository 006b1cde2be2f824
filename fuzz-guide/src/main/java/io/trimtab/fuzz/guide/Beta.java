package io.trimtab.fuzz.guide;

import java.util.random.RandomGenerator;

/** Draws from beta distributions: what a share may be when so often it was so and so often not. */
final class Beta {
  private Beta() {}

  /**
   * A number between 0 and 1.
   *
   * @param won above 0
   * @param lost above 0
   */
  static double draw(double won, double lost, RandomGenerator random) {
    double one = gamma(won, random);
    double other = gamma(lost, random);
    return one + other == 0 ? won / (won + lost) : one / (one + other);
  }

  /** From a gamma distribution of scale 1 (Marsaglia and Tsang 2000). */
  private static double gamma(double shape, RandomGenerator random) {
    if (shape < 1) {
      return gamma(shape + 1, random) * Math.pow(1 - random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
