package io.trimtab.features.pressure;

/**
 * Whether pressure is another after a change than it was before, by more than noise.
 *
 * <p>It inverts the two-sample form of the scale-invariant t-test martingale (Gönen, Johnson, Lu
 * and Westfall, "The Bayesian two-sample t test", 2005; Pérez-Ortiz, Lardy, de Heide and Grünwald,
 * "E-statistics, group invariance and anytime-valid testing", 2024). With n and m values, k = nm/(n
 * + m), f = n + m - 2, a pooled variance s² and N(0, g s²) for the difference d, the Bayes factor
 * against equal means is
 *
 * <pre>sqrt(v) ((1 + u) / (1 + v u))^((f + 1)/2),  v = 1/(1 + k g),  u = k d² / (f s²)
 * </pre>
 *
 * and reaches 1/alpha with chance at most alpha where nothing has changed, however often one looks
 * while values come in. Setting it to 1/alpha gives the interval in closed form. This variant was
 * chosen because a loop looks after every tick, has few of them, and does not know the noise.
 *
 * <p>Ticks of a real load are not independent: what holds a load up lasts for more than one. So the
 * variance is taken to be that of a mean over ticks of which each correlates by {@value
 * #CORRELATION} with the one before. In simulations over 20 looks the stated rate holds up to 0.5,
 * and where one tick in ten has five times the noise.
 *
 * <p>Wants values whose noise is about as large on both sides.
 *
 * @param change mean after less mean before, as log2: 1 if tasks spend twice as long
 * @param low lower end of its interval, negative infinity while there are too few values
 * @param high upper end
 * @param verdict what the interval says
 */
public record PressureComparison(double change, double low, double high, PressureVerdict verdict) {
  /** Smallest standard deviation believed in: 1.4 %, for values may agree by chance. */
  private static final double FLOOR = 0.02;

  /** How much a tick's noise is like that of the tick before. */
  private static final double CORRELATION = 0.3;

  /** Prior variance of the difference in units of the noise's: effects of a few sigma. */
  private static final double G = 10;

  /**
   * Compares.
   *
   * @param before values from before the change
   * @param after values since
   * @param alpha the chance of an interval that is wrong, in (0, 1)
   * @param margin the smallest change that matters, as log2: 0.07 is 5 %; not negative
   * @throws IllegalArgumentException if a number is out of range
   */
  public static PressureComparison of(
      PressureWindow before, PressureWindow after, double alpha, double margin) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be in (0, 1): " + alpha);
    }
    if (!(margin >= 0)) {
      throw new IllegalArgumentException("the margin must not be negative: " + margin);
    }
    if (before.count() == 0 || after.count() == 0) {
      return undecided(Double.NaN);
    }
    double change = after.mean() - before.mean();
    double reach = reach(before, after, alpha);
    if (Double.isInfinite(reach)) {
      return undecided(change);
    }
    double low = change - reach;
    double high = change + reach;
    return new PressureComparison(change, low, high, verdict(low, high, margin));
  }

  private static PressureComparison undecided(double change) {
    return new PressureComparison(
        change, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, PressureVerdict.NO_DIFFERENCE);
  }

  private static PressureVerdict verdict(double low, double high, double margin) {
    if (low > margin) {
      return PressureVerdict.WORSE;
    }
    return high < -margin ? PressureVerdict.BETTER : PressureVerdict.NO_DIFFERENCE;
  }

  /** Half the interval's width. */
  private static double reach(PressureWindow before, PressureWindow after, double alpha) {
    double n = before.count();
    double m = after.count();
    double freedom = n + m - 2;
    if (freedom < 1) {
      return Double.POSITIVE_INFINITY;
    }
    double pooled = (before.squares() + after.squares()) / freedom;
    double inflated = pooled * (1 + CORRELATION) / (1 - CORRELATION);
    double deviation = Math.max(FLOOR, Math.sqrt(inflated));
    double k = n * m / (n + m);
    double v = 1 / (1 + k * G);
    double c = Math.pow(alpha * Math.sqrt(v), 2 / (freedom + 1));
    if (c <= v) {
      return Double.POSITIVE_INFINITY;
    }
    double u = (1 - c) / (c - v);
    return deviation * Math.sqrt(u * freedom / k);
  }
}
