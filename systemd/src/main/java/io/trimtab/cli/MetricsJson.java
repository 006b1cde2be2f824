package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.collector.foreign.SysctlWrite;
import io.trimtab.collector.prometheus.PrometheusName;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metrics and their values as JSON. */
final class MetricsJson {
  private MetricsJson() {}

  /**
   * The schema's entry of a metric.
   *
   * @param absent the metrics that cannot be told here, each with the reason
   */
  static JsonObject of(Metric metric, Map<String, String> absent) {
    JsonObject object = new JsonObject();
    object.addProperty("name", metric.name());
    object.addProperty("type", metric.type().word());
    object.addProperty("unit", metric.unit());
    object.addProperty("scope", metric.scope().word());
    object.addProperty("source", metric.source());
    object.addProperty("key", metric.key());
    object.addProperty("meaning", metric.meaning());
    object.addProperty("column", metric.column());
    object.addProperty("prometheus", PrometheusName.text(metric));
    object.addProperty("available", !absent.containsKey(metric.name()));
    object.addProperty("reason", absent.get(metric.name()));
    return object;
  }

  /** What an interval's two samples say. */
  static JsonObject of(Sample before, Sample after, List<Metric> metrics) {
    JsonObject object = new JsonObject();
    object.addProperty("time", Instant.ofEpochSecond(0, after.wallNanos()).toString());
    object.addProperty("seconds", (after.monotonicNanos() - before.monotonicNanos()) / 1e9);
    JsonArray values = new JsonArray();
    Reading.between(before, after, metrics).forEach(reading -> values.add(of(reading)));
    object.add("values", values);
    return object;
  }

  /** Sysctls that others wrote. */
  static JsonArray writes(List<SysctlWrite> writes) {
    JsonArray array = new JsonArray();
    for (SysctlWrite write : writes) {
      JsonObject object = new JsonObject();
      object.addProperty("name", write.name());
      object.addProperty("before", write.before());
      object.addProperty("after", write.after());
      object.addProperty("pid", write.writer().map(SysctlWrite.Writer::pid).orElse(null));
      object.addProperty("uid", write.writer().map(SysctlWrite.Writer::uid).orElse(null));
      object.addProperty("command", write.writer().map(SysctlWrite.Writer::command).orElse(null));
      object.addProperty("cgroup", write.writer().map(SysctlWrite.Writer::cgroup).orElse(null));
      array.add(object);
    }
    return array;
  }

  private static JsonObject of(Reading reading) {
    JsonObject object = new JsonObject();
    object.addProperty("name", reading.metric().name());
    object.addProperty("instance", reading.isOfHost() ? null : reading.instance());
    object.addProperty("value", reading.value() == Sample.ABSENT ? null : reading.value());
    object.addProperty("per_second", number(reading.perSecond()));
    if (reading.metric().isHistogram()) {
      object.addProperty("mean", number(reading.mean()));
      object.addProperty("p50", number(reading.p50()));
      object.addProperty("p99", number(reading.p99()));
    }
    return object;
  }

  /** JSON has no "not a number". */
  private static @Nullable Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
