package io.trimtab.tuner.measure;

/**
 * A comparison in a person's terms: ratios, not logarithms.
 *
 * @param ratio estimate of how many times better than the baseline, 1 for equal
 * @param ciLow lower end of the ratio's interval, 0 when unknown
 * @param ciHigh upper end, positive infinity when unknown
 * @param verdict what the interval says
 * @param blocks number of blocks it rests on
 * @param alpha chance that the interval is wrong, over all looks together
 */
public record Judgement(
    double ratio, double ciLow, double ciHigh, Verdict verdict, int blocks, double alpha) {

  /**
   * Judges a sequence as it stands. Better only when the whole interval lies above {@code 1 +
   * minGain}, worse only when it lies wholly below {@code 1 / (1 + minGain)}, so that the two sides
   * mirror each other.
   *
   * @param minGain smallest gain that matters, as a fraction (0.01 is 1 %), not negative
   * @throws IllegalArgumentException if the gain is negative or not a number
   */
  public static Judgement of(ConfidenceSequence sequence, double minGain) {
    if (!(minGain >= 0)) {
      throw new IllegalArgumentException("the smallest gain must not be negative: " + minGain);
    }
    Interval interval = sequence.interval();
    return new Judgement(
        Math.exp(sequence.mean()),
        Math.exp(interval.low()),
        Math.exp(interval.high()),
        verdict(interval, Math.log1p(minGain)),
        sequence.count(),
        sequence.alpha());
  }

  private static Verdict verdict(Interval interval, double margin) {
    if (interval.isAbove(margin)) {
      return Verdict.BETTER;
    }
    return interval.isBelow(-margin) ? Verdict.WORSE : Verdict.NO_DIFFERENCE;
  }
}
