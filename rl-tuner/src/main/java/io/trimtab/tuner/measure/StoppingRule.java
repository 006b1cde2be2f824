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
 * @param hopelessChance posterior chance to beat the target below which it is hopeless, in [0, 1);
 *     0 switches the rule off
 * @param noise standard deviation expected of one block's log-ratio, positive
 */
public record StoppingRule(
    int maxBlocks, double minGain, int hopelessBlocks, double hopelessChance, double noise) {
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
          "out of range: minGain " + minGain + ", hopelessChance " + hopelessChance + ", noise "
              + noise);
    }
  }

  /**
   * Returns the rule for a winner's re-validation: 24 blocks, 1 % gain, hopeless when less than 2 %
   * likely after 8 blocks.
   *
   * @param noise standard deviation expected of one block's log-ratio, positive
   */
  public static StoppingRule forValidation(double noise) {
    return new StoppingRule(24, 0.01, 8, 0.02, noise);
  }

  /**
   * Returns the rule for a trial in the search: few blocks, dropped early.
   *
   * @param maxBlocks most blocks for one trial, at least 1
   * @param noise standard deviation expected of one block's log-ratio, positive
   */
  public static StoppingRule forSearch(int maxBlocks, double noise) {
    return new StoppingRule(maxBlocks, 0.01, 1, 0.1, noise);
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
    if (sequence.count() >= hopelessBlocks && chanceToBeat(sequence, target) < hopelessChance) {
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
    double s = sequence.standardDeviation();
    int freedom = PRIOR_WEIGHT + n - 1;
    double variance = (PRIOR_WEIGHT * noise * noise + (n - 1) * s * s) / freedom;
    double t = (sequence.mean() - target) / Math.sqrt(variance / n);
    return new TDistribution(freedom).cdf(t);
  }
}
