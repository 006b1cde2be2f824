package io.trimtab.collector.record;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Buckets;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.MetricType;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A host that is made up: counters and histograms that grow at rates of their own, between quiet
 * and busy, gauges that wander. Some devices are busy, the others idle.
 */
final class SyntheticHost {
  static final long START = 1_790_000_000_000_000_000L;
  static final List<String> DEVICES =
      List.of("vda", "vdb", "nvme0n1", "nvme1n1", "sda", "sdb", "dm-0", "dm-1", "loop0", "zram0");
  private static final int BUSY_DEVICES = 3;

  private final Schema schema;
  private final Random random;
  private final long stepNanos;
  private Sample sample;
  private long ticks;

  /**
   * @param stepNanos the time between ticks
   */
  SyntheticHost(Schema schema, long seed, long stepNanos) {
    this.schema = schema;
    this.random = new Random(seed);
    this.stepNanos = stepNanos;
    sample =
        new Sample(new Layout(schema, Map.of(Scope.CPU, List.of("0", "1"), Scope.DEVICE, DEVICES)));
    sample.begin(START, 0);
    for (Scope scope : Scope.values()) {
      for (int i = 0; i < sample.layout().instances(scope).size(); i++) {
        for (Metric metric : schema.metrics(scope)) {
          start(metric, sample.layout().at(metric, i));
        }
      }
    }
  }

  private void start(Metric metric, int at) {
    for (int i = 0; i < metric.type().width(); i++) {
      sample.set(at + i, 0);
    }
    if (metric.type() != MetricType.HISTOGRAM) {
      sample.set(at, metric.name().contains("loop") ? 0 : Math.abs(random.nextLong()) >>> 22);
    }
  }

  /** The next sample; valid until the one after it. */
  Sample tick() {
    ticks++;
    Sample before = sample;
    Sample next = before.copy();
    next.begin(START + ticks * stepNanos, ticks * stepNanos + 12_345);
    for (int i = 0; i < next.layout().size(); i++) {
      next.set(i, before.get(i));
    }
    sample = next;
    for (Scope scope : Scope.values()) {
      for (int i = 0; i < next.layout().instances(scope).size(); i++) {
        if (scope == Scope.DEVICE && i >= BUSY_DEVICES && random.nextInt(20) != 0) {
          continue;
        }
        for (Metric metric : schema.metrics(scope)) {
          grow(metric, next.layout().at(metric, i));
        }
      }
    }
    return sample;
  }

  private void grow(Metric metric, int at) {
    switch (metric.type()) {
      case COUNTER -> sample.add(at, random.nextInt(1 << 1 + random.nextInt(20)));
      case GAUGE ->
          sample.set(at, Math.max(0, sample.get(at) + random.nextInt(1 << 20) - (1 << 19)));
      case HISTOGRAM -> {
        for (int i = 0; i < 12; i++) {
          int bucket = (int) Math.max(0, Math.min(39, Math.round(14 + 3 * random.nextGaussian())));
          int count = random.nextInt(100);
          sample.add(at + bucket, count);
          sample.add(at + Buckets.COUNT, count * Buckets.low(bucket));
        }
      }
    }
  }
}
