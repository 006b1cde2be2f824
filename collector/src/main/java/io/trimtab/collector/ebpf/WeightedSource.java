package io.trimtab.collector.ebpf;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.sample.Source;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.MetricType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program's counters where it does not see everything: each event that it has counted since the
 * last sample counts as many times as {@link Glances#weight} says. So the counters grow as they
 * would if it saw all, and never fall.
 */
final class WeightedSource implements Source {
  private final Source counted;
  private final List<Metric> metrics;
  private final Metric busyness;
  private final Glances glances;
  private final Map<String, Counter> counters = new HashMap<>();
  private Counter[] bound = {};

  /** One metric of one instance: what its program has counted, and what is told of it. */
  private static final class Counter {
    final Metric metric;
    final long[] seen;
    final long[] told;
    int at;

    Counter(Metric metric) {
      this.metric = metric;
      this.seen = new long[metric.type().width()];
      this.told = new long[seen.length];
    }
  }

  /**
   * @param metrics that the source fills in
   * @param busyness one whose growth says how much there is to see; of another source it says
   *     nothing
   */
  WeightedSource(Source counted, List<Metric> metrics, Metric busyness, Glances glances) {
    this.counted = counted;
    this.metrics = metrics.stream().filter(m -> m.type() != MetricType.GAUGE).toList();
    this.busyness = busyness;
    this.glances = glances;
  }

  @Override
  public void bind(Layout layout) {
    counted.bind(layout);
    List<Counter> all = new ArrayList<>();
    for (Metric metric : metrics) {
      List<String> instances = layout.instances(metric.scope());
      for (int instance = 0; instance < instances.size(); instance++) {
        Counter counter =
            counters.computeIfAbsent(
                metric.name() + " " + instances.get(instance), name -> new Counter(metric));
        counter.at = layout.at(metric, instance);
        all.add(counter);
      }
    }
    bound = all.toArray(Counter[]::new);
  }

  @Override
  public void read(Sample sample) {
    counted.read(sample);
    double weight = glances.weight();
    double events = 0;
    for (Counter counter : bound) {
      if (sample.isAbsent(counter.at)) {
        continue;
      }
      for (int i = 0; i < counter.seen.length; i++) {
        long now = sample.get(counter.at + i);
        // The sum of a histogram's signed values may fall.
        double growth = (now - counter.seen[i]) * weight;
        counter.seen[i] = now;
        counter.told[i] += Math.round(growth);
        sample.set(counter.at + i, counter.told[i]);
        events += counter.metric.equals(busyness) ? growth : 0;
      }
    }
    if (metrics.contains(busyness)) {
      glances.saw(events);
    }
  }

  @Override
  public void close() {
    counted.close();
  }
}
