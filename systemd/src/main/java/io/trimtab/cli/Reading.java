package io.trimtab.cli;

import io.trimtab.collector.sample.HistogramView;
import io.trimtab.collector.sample.Increase;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.MetricType;
import java.util.ArrayList;
import java.util.List;

/**
 * One metric of one instance at the end of an interval. What is not known is {@link Sample#ABSENT},
 * or not a number.
 *
 * @param instance the CPU, device or cgroup; empty for the host
 * @param value of a gauge now, of a counter since it began; of a histogram, how many values it took
 *     since it began
 * @param perSecond how much a counter, or a histogram's number of values, grew a second
 * @param mean of the values that a histogram took in the interval, like the quantiles
 */
record Reading(
    Metric metric,
    String instance,
    long value,
    double perSecond,
    double mean,
    double p50,
    double p99) {

  /** What two samples say of some metrics; empty of instances that only one of them has. */
  static List<Reading> between(Sample before, Sample after, List<Metric> metrics) {
    List<Reading> readings = new ArrayList<>();
    for (Metric metric : metrics) {
      List<String> names = after.layout().instances(metric.scope());
      for (int i = 0; i < names.size(); i++) {
        int earlier = before.layout().instance(metric.scope(), names.get(i));
        if (earlier >= 0) {
          int beforeAt = before.layout().at(metric, earlier);
          int afterAt = after.layout().at(metric, i);
          readings.add(of(metric, names.get(i), before, beforeAt, after, afterAt));
        }
      }
    }
    return readings;
  }

  private static Reading of(
      Metric metric, String instance, Sample before, int beforeAt, Sample after, int afterAt) {
    double seconds = (after.monotonicNanos() - before.monotonicNanos()) / 1e9;
    if (metric.isHistogram()) {
      HistogramView all = new HistogramView().of(after, afterAt);
      HistogramView recent = new HistogramView().between(metric, before, beforeAt, after, afterAt);
      return new Reading(
          metric,
          instance,
          all.isAbsent() ? Sample.ABSENT : all.count(),
          recent.isAbsent() ? Double.NaN : recent.count() / seconds,
          recent.mean(),
          recent.quantile(0.5),
          recent.quantile(0.99));
    }
    long grown =
        metric.type() == MetricType.COUNTER
            ? Increase.of(metric, before.get(beforeAt), after.get(afterAt))
            : Sample.ABSENT;
    double perSecond = grown == Sample.ABSENT ? Double.NaN : grown / seconds;
    double none = Double.NaN;
    return new Reading(metric, instance, after.get(afterAt), perSecond, none, none, none);
  }

  boolean isOfHost() {
    return instance.equals(Layout.HOST);
  }
}
