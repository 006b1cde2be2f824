package io.trimtab.cli;

import io.trimtab.collector.sample.HistogramView;
import io.trimtab.collector.sample.Increase;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Buckets;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.MetricType;
import java.util.Locale;

/**
 * One metric of one instance over many samples: of a gauge its values, of a counter its growth per
 * second, of a histogram the values that it counted meanwhile.
 */
final class MetricSummary {
  private static final double NANOS = 1e9;
  private static final String[] THOUSANDS = {"", "k", "M", "G", "T", "P"};

  private final Metric metric;
  private final long[] counted;
  private final HistogramView between = new HistogramView();
  private long values;
  private double sum;
  private double weight;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  MetricSummary(Metric metric) {
    this.metric = metric;
    this.counted = new long[metric.isHistogram() ? metric.type().width() : 0];
  }

  Metric metric() {
    return metric;
  }

  /** Takes a value. */
  void add(Sample sample, int at) {
    if (metric.type() == MetricType.GAUGE && !sample.isAbsent(at)) {
      take((double) sample.get(at), 1);
    }
  }

  /** Takes what came between two samples. */
  void addIncrease(Sample before, int beforeAt, Sample after, int afterAt) {
    double seconds = (after.monotonicNanos() - before.monotonicNanos()) / NANOS;
    if (seconds <= 0 || metric.type() == MetricType.GAUGE) {
      return; // After a reboot counters begin anew, and so does that clock.
    }
    if (!metric.isHistogram()) {
      long grown = Increase.of(metric, before.get(beforeAt), after.get(afterAt));
      if (grown != Sample.ABSENT) {
        take(grown / seconds, seconds);
      }
      return;
    }
    between.between(metric, before, beforeAt, after, afterAt);
    if (!between.isAbsent()) {
      values++;
      for (int i = 0; i < Buckets.COUNT; i++) {
        counted[i] += between.count(i);
      }
      counted[Buckets.COUNT] += between.sum();
    }
  }

  private void take(double value, double seconds) {
    values++;
    sum += value * seconds;
    weight += seconds;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  boolean isAbsent() {
    return values == 0;
  }

  boolean isZero() {
    return metric.isHistogram() ? between.of(counted).count() == 0 : min == 0 && max == 0;
  }

  void row(String instance, TextTable table) {
    String unit = metric.unit() + (metric.type() == MetricType.COUNTER ? "/s" : "");
    if (metric.isHistogram()) {
      HistogramView view = between.of(counted);
      table.row(
          metric.name(),
          instance,
          unit,
          compact(view.mean()),
          "",
          "",
          compact(view.quantile(0.5)),
          compact(view.quantile(0.99)));
    } else {
      table.row(
          metric.name(), instance, unit, compact(sum / weight), compact(min), compact(max), "", "");
    }
  }

  /** Three digits or so, and a letter for the thousands. */
  static String compact(double value) {
    double rest = value;
    int thousands = 0;
    while (Math.abs(rest) >= 999.5 && thousands < THOUSANDS.length - 1) {
      rest /= 1000;
      thousands++;
    }
    boolean isWhole = Math.abs(rest) >= 99.95 || (thousands == 0 && rest == Math.rint(rest));
    int digits = isWhole ? 0 : Math.abs(rest) >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f%s", rest, THOUSANDS[thousands]);
  }
}
