package io.trimtab.cli.watch;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Buckets;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.MetricType;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** An invented host whose counters grow by a rule, so that frames of it never change. */
final class Synthetic {
  static final Schema SCHEMA = Schema.shipped();
  private static final long START = 1_795_000_000L * 1_000_000_000L;

  private final Layout layout;
  private final Sample sample;
  private final Predicate<Metric> told;
  private int tick;

  /**
   * @param told the metrics that have values
   */
  Synthetic(int cpus, List<String> devices, Predicate<Metric> told) {
    this(cpus, devices, List.of(), told);
  }

  /** The same, with cgroups. */
  Synthetic(int cpus, List<String> devices, List<String> cgroups, Predicate<Metric> told) {
    this.layout =
        new Layout(
            SCHEMA,
            Map.of(
                Scope.CPU, IntStream.range(0, cpus).mapToObj(Integer::toString).toList(),
                Scope.DEVICE, devices,
                Scope.CGROUP, cgroups));
    this.sample = new Sample(layout);
    this.told = told;
    sample.begin(START, 0);
    for (Scope scope : Scope.values()) {
      for (int i = 0; i < layout.instances(scope).size(); i++) {
        for (Metric metric : SCHEMA.metrics(scope)) {
          for (int n = 0; told.test(metric) && n < metric.type().width(); n++) {
            sample.set(layout.at(metric, i) + n, 0);
          }
        }
      }
    }
  }

  /** A view of so many ticks of it, one a second. */
  static View view(int ticks, Synthetic host, Glyphs glyphs, Map<String, String> absent) {
    History history = new History();
    for (int i = 0; i < ticks; i++) {
      history.add(host.next());
    }
    return new View(history, glyphs, "box  Linux 6.12", absent, ZoneOffset.UTC);
  }

  Sample next() {
    tick++;
    Sample next = sample.copy();
    next.begin(START + tick * 1_000_000_000L, tick * 1_000_000_000L);
    for (int at = 0; at < layout.size(); at++) {
      next.set(at, sample.get(at));
    }
    for (Scope scope : Scope.values()) {
      for (int i = 0; i < layout.instances(scope).size(); i++) {
        for (Metric metric : SCHEMA.metrics(scope)) {
          if (told.test(metric)) {
            grow(next, metric, i);
          }
        }
      }
    }
    for (int at = 0; at < layout.size(); at++) {
      sample.set(at, next.get(at));
    }
    return next;
  }

  private void grow(Sample next, Metric metric, int instance) {
    int at = layout.at(metric, instance);
    int wave = 20 - Math.abs(tick % 40 - 20);
    if (metric.isHistogram()) {
      int middle =
          metric.unit().equals("requests") ? 2 : 14 + instance + metric.name().length() % 3;
      for (int i = 0; i < 8 && middle + i < Buckets.COUNT; i++) {
        next.add(at + middle + i, (long) (1 + wave) << (8 - i) >> instance);
      }
      next.add(at + Buckets.COUNT, 1_000_000);
    } else if (metric.type() == MetricType.GAUGE) {
      next.set(at, metric.unit().equals("bytes") ? (long) metric.name().length() << 28 : 3 + wave);
    } else {
      next.add(at, growth(metric, instance, wave));
    }
  }

  private static long growth(Metric metric, int instance, int wave) {
    if (metric.unit().equals("ns")) {
      long share = 10_000_000L * (metric.name().length() % 5) * wave / 20;
      return metric.name().endsWith("_idle") ? 500_000_000 : share + 50_000_000L * (instance % 3);
    }
    if (metric.unit().equals("bytes")) {
      return instance > 2 ? 0 : 1_000_000L * wave * metric.name().length();
    }
    return instance > 2 ? 0 : (long) wave * wave * metric.name().length();
  }
}
