package io.trimtab.features.extract;

import io.trimtab.collector.sample.HistogramView;
import io.trimtab.collector.schema.Buckets;
import java.util.function.ToDoubleFunction;

/**
 * The forms that features have. Rates spread over many powers of ten, and a model cares for
 * factors, not differences: they come as log2(1 + rate). Durations and sizes come as log2.
 */
public final class Formulas {
  private static final double LOG2 = Math.log(2);

  private Formulas() {}

  public static double log2(double value) {
    return Math.log(value) / LOG2;
  }

  /** log2(1 + events a second and CPU). */
  public static ToDoubleFunction<Interval> rate(String counter) {
    return interval -> log2(1 + interval.rate(counter) / interval.cpus());
  }

  /** The share that one counter's growth has of another's; 0 if neither grew. */
  public static ToDoubleFunction<Interval> share(String part, String whole) {
    return interval -> share(interval.growth(part), interval.growth(whole));
  }

  public static double share(double part, double whole) {
    return whole <= 0 ? 0 : Math.min(1, part / whole);
  }

  /** The share of time in which a pressure counter grew. */
  public static ToDoubleFunction<Interval> pressure(String counter) {
    return interval -> Math.min(1, interval.rate(counter) / 1e9);
  }

  /** log2 of a histogram's quantile; 0 if it took no values. */
  public static ToDoubleFunction<Interval> quantile(String histogram, double share) {
    return interval -> {
      HistogramView view = interval.histogram(histogram);
      if (view.isAbsent()) {
        return Double.NaN;
      }
      return view.count() == 0 ? 0 : log2(1 + view.quantile(share));
    };
  }

  /**
   * How evenly a histogram's values spread over its buckets: Shannon's entropy in bits, 0 if all
   * are in one.
   */
  public static ToDoubleFunction<Interval> entropy(String histogram) {
    return interval -> {
      HistogramView view = interval.histogram(histogram);
      if (view.isAbsent()) {
        return Double.NaN;
      }
      double entropy = 0;
      for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
        double share = share((double) view.count(bucket), (double) view.count());
        entropy -= share > 0 ? share * log2(share) : 0;
      }
      return entropy;
    };
  }
}
