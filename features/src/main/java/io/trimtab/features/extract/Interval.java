package io.trimtab.features.extract;

import io.trimtab.collector.sample.HistogramView;
import io.trimtab.collector.sample.Increase;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Buckets;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.util.List;
import java.util.Optional;

/**
 * What happened between two samples. Every number is not a number where it cannot be known. Metrics
 * of block devices are summed over all of them, unless one is chosen.
 */
public final class Interval {
  private final HistogramView view = new HistogramView();
  private final Sample before;
  private final Sample after;
  private final double seconds;
  private final Optional<String> device;

  /**
   * @param before the earlier sample, which has to stay as it is as long as this is used
   * @param after the later one
   */
  public Interval(Sample before, Sample after) {
    this(before, after, Optional.empty());
  }

  private Interval(Sample before, Sample after, Optional<String> device) {
    this.before = before;
    this.after = after;
    this.seconds = (after.monotonicNanos() - before.monotonicNanos()) / 1e9;
    this.device = device;
  }

  /** The same time, with metrics of block devices from this one alone. */
  public Interval of(String name) {
    return new Interval(before, after, Optional.of(name));
  }

  /** Its length. */
  public double seconds() {
    return seconds;
  }

  /** CPUs that the later sample knows of. */
  public double cpus() {
    return after.layout().instances(Scope.CPU).size();
  }

  /** How much a counter grew, over all instances that both samples have. */
  public double growth(String name) {
    Metric metric = metric(name);
    double sum = Double.NaN;
    for (String instance : instances(metric)) {
      int from = at(before, metric, instance);
      int to = at(after, metric, instance);
      if (from >= 0 && to >= 0) {
        long grown = Increase.of(metric, before.get(from), after.get(to));
        if (grown != Sample.ABSENT) {
          sum = (Double.isNaN(sum) ? 0 : sum) + grown;
        }
      }
    }
    return sum;
  }

  /** How much a counter grew a second. */
  public double rate(String name) {
    return seconds > 0 ? growth(name) / seconds : Double.NaN;
  }

  /** What a gauge shows in the later sample, summed over all instances. */
  public double gauge(String name) {
    Metric metric = metric(name);
    double sum = Double.NaN;
    for (String instance : instances(metric)) {
      int at = at(after, metric, instance);
      long value = at < 0 ? Sample.ABSENT : after.get(at);
      if (value != Sample.ABSENT) {
        sum = (Double.isNaN(sum) ? 0 : sum) + value;
      }
    }
    return sum;
  }

  /**
   * What a histogram took in, over all instances.
   *
   * @return valid until the next call
   */
  public HistogramView histogram(String name) {
    Metric metric = metric(name);
    long[] sums = new long[Buckets.COUNT + 1];
    boolean isKnown = false;
    for (String instance : instances(metric)) {
      int from = at(before, metric, instance);
      int to = at(after, metric, instance);
      if (from >= 0 && to >= 0 && !view.between(metric, before, from, after, to).isAbsent()) {
        isKnown = true;
        for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
          sums[bucket] += view.count(bucket);
        }
        sums[Buckets.COUNT] += view.sum();
      }
    }
    return isKnown ? view.of(sums) : view.clear();
  }

  private List<String> instances(Metric metric) {
    return metric.scope() == Scope.DEVICE && device.isPresent()
        ? List.of(device.get())
        : after.layout().instances(metric.scope());
  }

  private Metric metric(String name) {
    Schema schema = after.layout().schema();
    return schema.get(name);
  }

  private static int at(Sample sample, Metric metric, String instance) {
    Layout layout = sample.layout();
    int index = layout.instance(metric.scope(), instance);
    return index < 0 ? -1 : layout.at(metric, index);
  }
}
