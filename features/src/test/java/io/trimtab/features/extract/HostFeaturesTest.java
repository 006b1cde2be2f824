package io.trimtab.features.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.MetricType;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostFeaturesTest {
  private static final Schema SCHEMA = Schema.shipped();
  private static final long SECOND = 1_000_000_000L;

  @Test
  void sharesAndRatesOfAKnownSecond() {
    Layout layout = layout(2, 1);
    Sample before = flat(layout, 0);
    Sample after = flat(layout, SECOND);
    set(after, "sched.time_user", SECOND / 2);
    set(after, "sched.time_system", SECOND / 2);
    set(after, "sched.time_idle", SECOND);
    set(after, "sched.switches", 6);
    set(after, "file.readahead", 100);
    set(after, "file.readahead_used", 25);
    set(after, "psi.io_some", SECOND / 4);
    double[] features = extract(before, after);
    assertEquals(0.5, of(features, "cpu_busy"), 1e-9);
    assertEquals(0.5, of(features, "cpu_system"), 1e-9);
    assertEquals(2, of(features, "switches"), 1e-9, "3 switches a second and CPU: log2(1 + 3)");
    assertEquals(0.25, of(features, "readahead_used"), 1e-9);
    assertEquals(0.25, of(features, "psi_io"), 1e-9);
    assertEquals(0, of(features, "swap_in"), 1e-9);
  }

  @Test
  void aHostFourTimesAsLargeDoingFourTimesAsMuchLooksTheSame() {
    assertArrayEquals(busySecond(2, 1), busySecond(8, 4), 1e-9);
  }

  @Test
  void whatIsAbsentIsNotANumber() {
    Layout layout = layout(2, 0);
    Sample before = new Sample(layout);
    Sample after = new Sample(layout);
    before.begin(0, 0);
    after.begin(0, SECOND);
    for (double feature : extract(before, after)) {
      assertTrue(Double.isNaN(feature) || feature == 0, () -> Double.toString(feature));
    }
    assertTrue(Double.isNaN(of(extract(before, after), "switches")));
  }

  @Test
  void entropyIsZeroForOneBucketAndAllBitsForAnEvenSpread() {
    Layout layout = layout(1, 0);
    Sample before = flat(layout, 0);
    Sample one = flat(layout, SECOND);
    Sample spread = flat(layout, SECOND);
    int at = layout.at(SCHEMA.get("sched.time_on_cpu"));
    one.set(at + 10, 64);
    for (int bucket = 8; bucket < 16; bucket++) {
      spread.set(at + bucket, 8);
    }
    assertEquals(0, of(extract(before, one), "on_cpu_entropy"), 1e-9);
    assertEquals(3, of(extract(before, spread), "on_cpu_entropy"), 1e-9);
  }

  @Test
  void everyFeatureIsFiniteWhereEverythingIsKnown() {
    double[] features = busySecond(4, 3);
    for (int i = 0; i < features.length; i++) {
      String name = HostFeatures.schema().names().get(i);
      assertTrue(Double.isFinite(features[i]), name);
      assertFalse(features[i] < 0, name);
    }
  }

  /** A second in which every counter grew in proportion to the CPUs, or to the devices. */
  private static double[] busySecond(int cpus, int devices) {
    Layout layout = layout(cpus, devices);
    Sample before = flat(layout, 0);
    Sample after = flat(layout, SECOND);
    int nth = 0;
    for (Metric metric : SCHEMA.metrics()) {
      nth++;
      boolean isPressure = metric.name().startsWith("psi.");
      long each = isPressure ? nth * 1000L : metric.unit().equals("ns") ? nth * 1000L : nth * 10L;
      for (int i = 0; i < layout.instances(metric.scope()).size(); i++) {
        boolean isHost = metric.scope() == Scope.HOST;
        long grown = isHost && !isPressure ? each * cpus : isHost ? each : each * cpus / devices;
        int at = layout.at(metric, i);
        if (metric.isHistogram()) {
          after.set(at + nth % 20 + 5, grown);
        } else if (metric.type() == MetricType.COUNTER || metric.type() == MetricType.GAUGE) {
          after.set(at, grown);
        }
      }
    }
    return extract(before, after);
  }

  private static Layout layout(int cpus, int devices) {
    return new Layout(
        SCHEMA,
        Map.of(
            Scope.CPU, IntStream.range(0, cpus).mapToObj(Integer::toString).toList(),
            Scope.DEVICE, IntStream.range(0, devices).mapToObj(i -> "vd" + i).toList(),
            Scope.CGROUP, List.of()));
  }

  /** A sample in which everything is known, and 0. */
  private static Sample flat(Layout layout, long nanos) {
    Sample sample = new Sample(layout);
    sample.begin(nanos, nanos);
    for (int at = 0; at < layout.size(); at++) {
      sample.set(at, 0);
    }
    return sample;
  }

  private static void set(Sample sample, String metric, long value) {
    sample.set(sample.layout().at(SCHEMA.get(metric)), value);
  }

  private static double[] extract(Sample before, Sample after) {
    double[] features = new double[HostFeatures.schema().size()];
    HostFeatures.extract(new Interval(before, after), features);
    return features;
  }

  private static double of(double[] features, String name) {
    return features[HostFeatures.schema().place(name)];
  }
}
