package io.trimtab.cli.watch;

import io.trimtab.collector.foreign.SysctlWrite;
import io.trimtab.collector.sample.HistogramView;
import io.trimtab.collector.sample.Increase;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The samples of the last minute, and what they say. An age counts intervals backwards: 0 is the
 * latest. Every number is not a number where a sample is absent, or a CPU or device was not there.
 */
public final class History {
  /** Intervals that are remembered, at most. */
  static final int INTERVALS = 60;

  /** Intervals over which shapes and quantiles are taken: one alone has too few values. */
  private static final int STEADY = 10;

  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final int MOST_WRITES = 100;

  private final List<Sample> samples = new ArrayList<>();
  private final List<SysctlWrite> writes = new ArrayList<>();
  private final HistogramView view = new HistogramView();

  /** Keeps a copy of a sample, and forgets the one that is too old. */
  public void add(Sample sample) {
    if (samples.size() > INTERVALS) {
      samples.remove(0);
    }
    samples.add(sample.copy());
  }

  /** Keeps writes that were seen before the latest sample, and forgets those of a minute ago. */
  public void addWrites(List<SysctlWrite> seen) {
    writes.addAll(seen);
    long oldest = latest().monotonicNanos() - MINUTE_NANOS;
    writes.removeIf(write -> write.monotonicNanos() < oldest);
    if (writes.size() > MOST_WRITES) {
      writes.subList(0, writes.size() - MOST_WRITES).clear();
    }
  }

  /** The writes of the last minute, the oldest first. */
  List<SysctlWrite> writes() {
    return List.copyOf(writes);
  }

  boolean isEmpty() {
    return samples.isEmpty();
  }

  /** How many pairs of neighbouring samples there are. */
  int intervals() {
    return Math.max(0, samples.size() - 1);
  }

  /** The latest sample. */
  Sample latest() {
    return samples.get(samples.size() - 1);
  }

  private Sample sample(int age) {
    return samples.get(samples.size() - 1 - age);
  }

  /** The names of a scope's instances in the latest sample. */
  List<String> instances(Scope scope) {
    return isEmpty() ? List.of() : latest().layout().instances(scope);
  }

  /** What a gauge of the host shows in the latest sample, in its unit. */
  double gauge(String name) {
    return gauge(name, Layout.HOST);
  }

  /** What an instance's gauge shows in the latest sample, in its unit. */
  double gauge(String name, String instance) {
    if (isEmpty()) {
      return Double.NaN;
    }
    int at = at(latest(), name, instance);
    return at < 0 || latest().isAbsent(at) ? Double.NaN : latest().get(at);
  }

  /** How much a counter of the host grew a second in the latest interval. */
  double rate(String name) {
    return rate(name, Layout.HOST, 0);
  }

  /** How much an instance's counter grew a second in an interval. */
  double rate(String name, String instance, int age) {
    return age < intervals() ? rate(name, instance, age + 1, age) : Double.NaN;
  }

  /** How much an instance's counter grew a second in the last few intervals together. */
  double steadyRate(String name, String instance) {
    for (int from = Math.min(STEADY, intervals()); from > 0; from--) {
      double rate = rate(name, instance, from, 0);
      if (!Double.isNaN(rate)) {
        return rate;
      }
    }
    return Double.NaN;
  }

  private double rate(String name, String instance, int from, int to) {
    Sample before = sample(from);
    Sample after = sample(to);
    int beforeAt = at(before, name, instance);
    int afterAt = at(after, name, instance);
    if (beforeAt < 0 || afterAt < 0) {
      return Double.NaN;
    }
    Metric metric = after.layout().schema().get(name);
    long grown = Increase.of(metric, before.get(beforeAt), after.get(afterAt));
    double seconds = (after.monotonicNanos() - before.monotonicNanos()) / 1e9;
    return grown == Sample.ABSENT || seconds <= 0 ? Double.NaN : grown / seconds;
  }

  /** The rates of all intervals, the oldest first. */
  double[] rates(String name, String instance) {
    double[] rates = new double[intervals()];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = rate(name, instance, rates.length - 1 - i);
    }
    return rates;
  }

  /**
   * What a histogram took in over the last few intervals.
   *
   * @return valid until the next call
   */
  HistogramView histogram(String name, String instance) {
    for (int from = Math.min(STEADY, intervals()); from > 0; from--) {
      if (!histogram(name, instance, from, 0).isAbsent()) {
        return view;
      }
    }
    return view.clear();
  }

  private HistogramView histogram(String name, String instance, int from, int to) {
    Sample before = sample(from);
    Sample after = sample(to);
    int beforeAt = at(before, name, instance);
    int afterAt = at(after, name, instance);
    if (beforeAt < 0 || afterAt < 0) {
      return view.clear();
    }
    Metric metric = after.layout().schema().get(name);
    return view.between(metric, before, beforeAt, after, afterAt);
  }

  /** A histogram's quantile in each interval, the oldest first; 0 where nothing came. */
  double[] quantiles(String name, String instance, double share) {
    double[] quantiles = new double[intervals()];
    for (int i = 0; i < quantiles.length; i++) {
      int age = quantiles.length - 1 - i;
      histogram(name, instance, age + 1, age);
      quantiles[i] = !view.isAbsent() && view.count() == 0 ? 0 : view.quantile(share);
    }
    return quantiles;
  }

  /** Sums series of one length; absent only where all are. */
  static double[] sum(double[]... series) {
    double[] sum = new double[series[0].length];
    Arrays.fill(sum, Double.NaN);
    for (double[] one : series) {
      for (int i = 0; i < sum.length; i++) {
        if (!Double.isNaN(one[i])) {
          sum[i] = Double.isNaN(sum[i]) ? one[i] : sum[i] + one[i];
        }
      }
    }
    return sum;
  }

  /** Where a value lies in a sample; -1 if it has no such metric or instance. */
  private static int at(Sample sample, String name, String instance) {
    Layout layout = sample.layout();
    Optional<Metric> metric = layout.schema().find(name);
    if (metric.isEmpty()) {
      return -1;
    }
    int index = layout.instance(metric.get().scope(), instance);
    return index < 0 ? -1 : layout.at(metric.get(), index);
  }
}
