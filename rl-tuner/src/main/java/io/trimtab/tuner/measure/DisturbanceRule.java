package io.trimtab.tuner.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells blocks that something outside disturbed, so that the caller can measure them once more.
 *
 * <p>A block is disturbed when two runs of the <em>same</em> configuration within it differ by far
 * more than such pairs have differed so far: by more than the median plus {@value #MADS} scaled
 * MADs, and by more than an absolute floor. The rule sees spreads without sign and treats baseline
 * and candidate alike, so where the candidate does nothing, dropping what it flags cannot tilt a
 * comparison either way.
 *
 * <p>It is for searches, which claim nothing. A candidate that stalls now and then spreads by
 * itself, and would look better for each stall that is dropped: blocks that a verdict rests on
 * count whether they were disturbed or not.
 *
 * <p>Every block counts towards what is typical, the disturbed ones too: medians bear that, and a
 * workload that is always rough stops being flagged. Not thread-safe.
 */
public final class DisturbanceRule {
  /** Spread below which nothing is flagged by default: 2 %. */
  public static final double DEFAULT_FLOOR = 0.02;

  private static final double MADS = 5;

  /** Three blocks' worth: a median of fewer spreads means little. */
  private static final int ENOUGH = 6;

  private final double floor;
  private final List<Double> spreads = new ArrayList<>();

  /** Creates a rule with the {@link #DEFAULT_FLOOR}. */
  public DisturbanceRule() {
    this(DEFAULT_FLOOR);
  }

  /**
   * Creates a rule.
   *
   * @param floor relative spread below which nothing is flagged, not negative
   */
  public DisturbanceRule(double floor) {
    if (!(floor >= 0)) {
      throw new IllegalArgumentException("floor must not be negative: " + floor);
    }
    this.floor = floor;
  }

  /**
   * Judges a block by the blocks before it, then counts it in.
   *
   * @return whether the block was disturbed; always false for the first three
   */
  public boolean observe(Block block) {
    double widest = Math.max(block.baselineSpread(), block.candidateSpread());
    boolean disturbed = spreads.size() >= ENOUGH && widest > limit();
    spreads.add(block.baselineSpread());
    spreads.add(block.candidateSpread());
    return disturbed;
  }

  /** Returns the spread above which the next block would be flagged. */
  private double limit() {
    double[] values = spreads.stream().mapToDouble(Double::doubleValue).toArray();
    double typical = RobustStatistics.median(values) + MADS * RobustStatistics.scaledMad(values);
    return Math.max(floor, typical);
  }
}
