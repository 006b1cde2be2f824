package io.trimtab.tuner.measure;

import smile.stat.distribution.TDistribution;

/**
 * When to stop measuring a candidate.
 *
 * <p>"Decided" comes from the confidence sequence and is therefore valid at any look. "Hopeless" is
 * only a saving of time: it never makes a claim better than "no difference", so it may use a plain
 * posterior. That posterior is Student's, from the blocks seen and, with the weight of {@value
 * #PRIOR_WEIGHT} blocks, the noise expected beforehand, so that two blocks that happen to agree do
 * not look certain.
 *
 * @param maxBlocks most blocks to spend, at least 1
 * @param minGain smallest gain that matters, as a fraction, not negative
 * @param hopelessBlocks blocks before a candidate may be called hopeless, at least 1
 * @param hopelessChance chance below which a candidate is hopeless, in [0, 1); 0 switches both
 *     rules for it off
 * @param noise standard deviation expected of one block's log-ratio, positive
 * @param curtailed whether a candidate is also hopeless when the verdict "better" is out of reach
 */
public record StoppingRule(
    int maxBlocks,
    double minGain,
    int hopelessBlocks,
    double hopelessChance,
    double noise,
    boolean curtailed) {
  private static final int PRIOR_WEIGHT = 4;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public StoppingRule {
    if (maxBlocks < 1 || hopelessBlocks < 1) {
      throw new IllegalArgumentException("block counts must be at least 1");
    }
    if (!(minGain >= 0) || !(noise > 0) || !(hopelessChance >= 0 && hopelessChance < 1)) {
      throw new IllegalArgumentException(
          "out of range: minGain "
              + minGain
              + ", hopelessChance "
              + hopelessChance
              + ", noise "
              + noise);
    }
  }

  /**
   * Returns the rule for a winner's re-validation: 24 blocks, hopeless when less than 2 % likely
   * after 6 blocks.
   *
   * @param noise standard deviation expected of one block's log-ratio, positive
   * @param minGain smallest gain that matters, as a fraction, not negative: that of the verdict, as
   *     a rule for a smaller one would end before a verdict on this one is in
   */
  public static StoppingRule forValidation(double noise, double minGain) {
    return new StoppingRule(24, minGain, 6, 0.02, noise, true);
  }

  /**
   * Returns the rule for a trial in the search: few blocks, dropped early.
   *
   * @param maxBlocks most blocks for one trial, at least 1
   * @param noise standard deviation expected of one block's log-ratio, positive
   */
  public static StoppingRule forSearch(int maxBlocks, double noise) {
    return new StoppingRule(maxBlocks, 0.01, 1, 0.1, noise, false);
  }

  /**
   * Says whether to go on.
   *
   * @param sequence the candidate's blocks so far
   * @param target log-ratio that the candidate has to beat to be of interest: ln(1 + minGain)
   *     against the baseline, the incumbent's estimate during a search
   */
  public Progress after(ConfidenceSequence sequence, double target) {
    if (sequence.count() == 0) {
      return Progress.CONTINUE;
    }
    double margin = Math.log1p(minGain);
    Interval interval = sequence.interval();
    boolean equal = interval.isAbove(-margin) && interval.isBelow(margin);
    if (equal || interval.isAbove(margin) || interval.isBelow(-margin)) {
      return Progress.DECIDED;
    }
    if (sequence.count() >= hopelessBlocks && chance(sequence, target) < hopelessChance) {
      return Progress.HOPELESS;
    }
    return sequence.count() >= maxBlocks ? Progress.EXHAUSTED : Progress.CONTINUE;
  }

  /** Returns the posterior chance, in [0, 1], that the true log-ratio lies above a target. */
  public double chanceToBeat(ConfidenceSequence sequence, double target) {
    int n = sequence.count();
    if (n == 0) {
      return 0.5;
    }
    double t = (sequence.mean() - target) / (deviation(sequence) / Math.sqrt(n));
    return new TDistribution(freedom(sequence)).cdf(t);
  }

  /**
   * Returns the predictive chance, in [0, 1], that the interval after the last block will lie above
   * the smallest gain.
   */
  public double chanceToDecide(ConfidenceSequence sequence) {
    int n = sequence.count();
    if (n == 0 || n >= maxBlocks) {
      return n == 0 ? 0.5 : 0;
    }
    double deviation = deviation(sequence);
    double needed =
        Math.log1p(minGain) + deviation * ConfidenceSequence.reach(maxBlocks, sequence.alpha());
    double t = (sequence.mean() - needed) / (deviation * Math.sqrt(1.0 / n - 1.0 / maxBlocks));
    return new TDistribution(freedom(sequence)).cdf(t);
  }

  private double chance(ConfidenceSequence sequence, double target) {
    double beats = chanceToBeat(sequence, target);
    return curtailed ? Math.min(beats, chanceToDecide(sequence)) : beats;
  }

  private static int freedom(ConfidenceSequence sequence) {
    return PRIOR_WEIGHT + sequence.count() - 1;
  }

  /** Standard deviation of one block: what was seen, and what was expected beforehand. */
  private double deviation(ConfidenceSequence sequence) {
    double s = sequence.standardDeviation();
    double squares = PRIOR_WEIGHT * noise * noise + (sequence.count() - 1) * s * s;
    return Math.sqrt(squares / freedom(sequence));
  }
}
