package io.trimtab.collector.prometheus;

import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.MetricType;

/**
 * What a metric is called in Prometheus, and in which unit. Prometheus wants base units, seconds
 * and bytes, and the unit at the name's end: {@code sched.time_user} in nanoseconds becomes {@code
 * trimtab_sched_time_user_seconds_total}.
 *
 * @param base the name without {@code _total}
 * @param divisor how many of the metric's units are one base unit
 */
public record PrometheusName(String base, double divisor) {
  private static final String PREFIX = "trimtab_";

  /** The name of a metric. */
  public static PrometheusName of(Metric metric) {
    return switch (metric.unit()) {
      case "ns" -> new PrometheusName(withUnit(metric, "_seconds"), 1e9);
      case "bytes" -> new PrometheusName(withUnit(metric, "_bytes"), 1);
      case "pages" -> new PrometheusName(withUnit(metric, "_pages"), 1);
      case "0.01%" -> new PrometheusName(withUnit(metric, "_ratio"), 1e4);
      // Events, tasks and requests are what is counted, and stand in the name already.
      default -> new PrometheusName(PREFIX + metric.column(), 1);
    };
  }

  private static String withUnit(Metric metric, String unit) {
    String name = PREFIX + metric.column();
    return name.endsWith(unit) ? name : name + unit;
  }

  /** The name as a metric's lines have it; a histogram's get {@code _bucket} and so on besides. */
  public static String text(Metric metric) {
    String base = of(metric).base();
    return metric.type() == MetricType.COUNTER ? base + "_total" : base;
  }
}
