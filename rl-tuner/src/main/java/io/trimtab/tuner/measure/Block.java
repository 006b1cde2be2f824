package io.trimtab.tuner.measure;

import io.trimtab.tuner.TunerException;

/**
 * Four runs that compare a candidate (B) with the baseline (A): the unit of paired measurement.
 *
 * <p>The runs were made in the order A B B A, or B A A B when {@link #candidateFirst} is true;
 * callers alternate the two. Either order cancels any drift that is linear over the four runs. All
 * four readings are positive finite numbers in the objective's own unit.
 *
 * @param baseline1 the earlier baseline reading
 * @param baseline2 the later baseline reading
 * @param candidate1 the earlier candidate reading
 * @param candidate2 the later candidate reading
 * @param candidateFirst whether the order was B A A B
 */
public record Block(
    double baseline1,
    double baseline2,
    double candidate1,
    double candidate2,
    boolean candidateFirst) {

  /**
   * Checks the readings.
   *
   * @throws TunerException if a reading is zero, negative, infinite or not a number
   */
  public Block {
    requirePositive(baseline1);
    requirePositive(baseline2);
    requirePositive(candidate1);
    requirePositive(candidate2);
  }

  /**
   * Makes a block from four readings in the order in which they were run.
   *
   * @throws TunerException if a reading is zero, negative, infinite or not a number
   */
  public static Block inRunOrder(
      double first, double second, double third, double fourth, boolean candidateFirst) {
    return candidateFirst
        ? new Block(second, third, first, fourth, true)
        : new Block(first, fourth, second, third, false);
  }

  /**
   * Returns the block's observation: the logarithm of how many times better the candidate was.
   * Positive means that the candidate is better, and {@code Math.exp} of it is "times better".
   */
  public double logRatio(Direction direction) {
    double baseline = Math.log(baseline1) + Math.log(baseline2);
    double candidate = Math.log(candidate1) + Math.log(candidate2);
    return direction.sign() * (baseline - candidate) / 2;
  }

  /** Returns |ln a1 - ln a2|, the relative spread of the two baseline readings. */
  public double baselineSpread() {
    return Math.abs(Math.log(baseline1) - Math.log(baseline2));
  }

  /** Returns |ln b1 - ln b2|, the relative spread of the two candidate readings. */
  public double candidateSpread() {
    return Math.abs(Math.log(candidate1) - Math.log(candidate2));
  }

  private static void requirePositive(double reading) {
    if (!(reading > 0) || Double.isInfinite(reading)) {
      throw new TunerException(
          "objective is " + reading + ": it must be a positive finite number to form a ratio");
    }
  }
}
