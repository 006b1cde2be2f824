package io.trimtab.tuner.measure;

/**
 * An anytime-valid confidence sequence for the mean of block log-ratios whose variance is unknown.
 *
 * <p>The interval may be looked at after every block, and measuring may stop at any look for any
 * reason: the chance that the true mean is <em>ever</em> outside is at most {@code alpha}.
 *
 * <p>It inverts the scale-invariant t-test martingale (Lai, "On confidence sequences", 1976; Wang
 * and Ramdas, "Anytime-valid t-tests and confidence sequences for Gaussian means with unknown
 * variance", 2024): with the right-Haar prior on sigma and N(0, g sigma²) on the mean, the Bayes
 * factor against a mean m after n blocks is
 *
 * <pre>M = sqrt(v) ((1 + u) / (1 + v u))^(n/2),  v = 1/(1 + n g),  u = n (mean - m)² / ((n-1) s²)
 * </pre>
 *
 * and by Ville's inequality M reaches 1/alpha with chance at most alpha under the truth. Solving M
 * = 1/alpha with c = (alpha sqrt(v))^(2/n) gives u = (1 - c)/(c - v) when c &gt; v, and no finite
 * interval otherwise (the first two blocks at alpha = 0.05). This variant was chosen because it
 * needs no bound on the readings, no guess of the noise, and is finite from the third block on.
 *
 * <p>The interval reported is that of the moment, not the running intersection of all intervals so
 * far. Both are valid; the running one is a little narrower, but it can become empty when the
 * machine drifts, and it need not contain the estimate.
 *
 * <p>Not thread-safe. Wants independent, roughly Gaussian log-ratios; ABBA blocks make those of an
 * A/A comparison symmetric whatever the noise, which is what honesty about "better" leans on.
 */
public final class ConfidenceSequence {
  /** Smallest standard deviation believed in by default: 0.01 %, a timer's resolution. */
  public static final double DEFAULT_FLOOR = 1e-4;

  /** Prior variance of the mean in units of the noise variance: effects of a few sigma. */
  private static final double G = 10;

  private final double alpha;
  private final double floor;
  private int n;
  private double mean;
  private double sumOfSquares;

  /** Creates an empty sequence with the {@link #DEFAULT_FLOOR}. */
  public ConfidenceSequence(double alpha) {
    this(alpha, DEFAULT_FLOOR);
  }

  /**
   * Creates an empty sequence.
   *
   * @param alpha chance of ever being wrong, in (0, 1)
   * @param floor smallest standard deviation of a log-ratio to believe in, positive; identical
   *     readings would otherwise give an interval of no width
   * @throws IllegalArgumentException if a parameter is out of range
   */
  public ConfidenceSequence(double alpha, double floor) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be in (0, 1): " + alpha);
    }
    if (!(floor > 0)) {
      throw new IllegalArgumentException("floor must be positive: " + floor);
    }
    this.alpha = alpha;
    this.floor = floor;
  }

  /**
   * Adds a block's log-ratio.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public void observe(double logRatio) {
    if (!Double.isFinite(logRatio)) {
      throw new IllegalArgumentException("log-ratio must be finite: " + logRatio);
    }
    n++;
    double delta = logRatio - mean;
    mean += delta / n;
    sumOfSquares += delta * (logRatio - mean);
  }

  /** Returns the number of blocks so far. */
  public int count() {
    return n;
  }

  /** Returns the mean log-ratio, 0 before the first block. */
  public double mean() {
    return mean;
  }

  /** Returns the sample standard deviation of the log-ratios, not below the floor. */
  public double standardDeviation() {
    return n < 2 ? floor : Math.max(floor, Math.sqrt(sumOfSquares / (n - 1)));
  }

  /** Returns the error rate that this sequence was made for. */
  public double alpha() {
    return alpha;
  }

  /** Returns the interval after the blocks so far. */
  public Interval interval() {
    return interval(alpha);
  }

  /**
   * Returns the interval at another error rate, as a looser one for early stopping.
   *
   * @param level error rate in (0, 1)
   */
  public Interval interval(double level) {
    double reach = reach(n, level);
    return Double.isInfinite(reach)
        ? Interval.EVERYTHING
        : Interval.around(mean, standardDeviation() * reach);
  }

  /**
   * Returns the half-width of the interval after some blocks, in standard deviations of one block.
   *
   * @param blocks number of blocks, at least 0
   * @param level error rate in (0, 1)
   */
  static double reach(int blocks, double level) {
    if (blocks < 2) {
      return Double.POSITIVE_INFINITY;
    }
    double v = 1 / (1 + blocks * G);
    double c = Math.pow(level * Math.sqrt(v), 2.0 / blocks);
    if (c <= v) {
      return Double.POSITIVE_INFINITY;
    }
    double u = (1 - c) / (c - v);
    return Math.sqrt((blocks - 1) * u / blocks);
  }
}
