package io.trimtab.collector.prometheus;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.trimtab.collector.sample.HistogramView;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Buckets;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes samples in Prometheus' text format: counters with {@code _total}, histograms with {@code
 * le} at the buckets' bounds, and what belongs to a CPU, device or cgroup with a label {@code cpu},
 * {@code device} or {@code cgroup}. What is absent has no line.
 */
public final class PrometheusText {
  /** The media type to serve it as. */
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusTextFormatWriter writer =
      PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();
  private final HistogramView view = new HistogramView();

  /**
   * Writes one sample.
   *
   * @param out gets UTF-8, and stays open
   */
  public void write(Sample sample, OutputStream out) throws IOException {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    for (Metric metric : sample.layout().schema().metrics()) {
      switch (metric.type()) {
        case COUNTER -> counter(metric, sample, all);
        case GAUGE -> gauge(metric, sample, all);
        case HISTOGRAM -> histogram(metric, sample, all);
      }
    }
    writer.write(out, all.build());
  }

  private static void counter(Metric metric, Sample sample, MetricSnapshots.Builder all) {
    PrometheusName name = PrometheusName.of(metric);
    CounterSnapshot.Builder counter =
        CounterSnapshot.builder().name(name.base()).help(metric.meaning());
    boolean isEmpty = true;
    for (int i = 0; i < instances(metric, sample).size(); i++) {
      long value = sample.get(sample.layout().at(metric, i));
      // Prometheus' counters begin at 0 or above; the kernel's may be anything.
      if (value >= 0) {
        isEmpty = false;
        counter.dataPoint(
            CounterSnapshot.CounterDataPointSnapshot.builder()
                .value(value / name.divisor())
                .labels(labels(metric, sample, i))
                .build());
      }
    }
    if (!isEmpty) {
      all.metricSnapshot(counter.build());
    }
  }

  private static void gauge(Metric metric, Sample sample, MetricSnapshots.Builder all) {
    PrometheusName name = PrometheusName.of(metric);
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name.base()).help(metric.meaning());
    boolean isEmpty = true;
    for (int i = 0; i < instances(metric, sample).size(); i++) {
      long value = sample.get(sample.layout().at(metric, i));
      if (value != Sample.ABSENT) {
        isEmpty = false;
        gauge.dataPoint(
            GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .value(value / name.divisor())
                .labels(labels(metric, sample, i))
                .build());
      }
    }
    if (!isEmpty) {
      all.metricSnapshot(gauge.build());
    }
  }

  private void histogram(Metric metric, Sample sample, MetricSnapshots.Builder all) {
    PrometheusName name = PrometheusName.of(metric);
    HistogramSnapshot.Builder histogram =
        HistogramSnapshot.builder().name(name.base()).help(metric.meaning());
    boolean isEmpty = true;
    for (int i = 0; i < instances(metric, sample).size(); i++) {
      view.of(sample, sample.layout().at(metric, i));
      if (!view.isAbsent()) {
        isEmpty = false;
        histogram.dataPoint(
            HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets(name.divisor()))
                .sum(view.sum() / name.divisor())
                .labels(labels(metric, sample, i))
                .build());
      }
    }
    if (!isEmpty) {
      all.metricSnapshot(histogram.build());
    }
  }

  /**
   * The buckets' bounds are inclusive there and exclusive here: the largest whole number that a
   * bucket takes is its bound, so that requests of exactly 4096 bytes are not left out at 4096.
   */
  private ClassicHistogramBuckets buckets(double divisor) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < Buckets.COUNT; i++) {
      boolean isLast = i == Buckets.COUNT - 1;
      double bound = isLast ? Double.POSITIVE_INFINITY : (Buckets.high(i) - 1) / divisor;
      buckets.bucket(bound, view.count(i));
    }
    return buckets.build();
  }

  private static List<String> instances(Metric metric, Sample sample) {
    return sample.layout().instances(metric.scope());
  }

  private static Labels labels(Metric metric, Sample sample, int instance) {
    Layout layout = sample.layout();
    return metric.scope() == Scope.HOST
        ? Labels.EMPTY
        : Labels.of(metric.scope().word(), layout.instances(metric.scope()).get(instance));
  }
}
