package io.trimtab.cli;

import com.google.gson.stream.JsonWriter;
import io.trimtab.collector.record.Tick;
import io.trimtab.collector.record.TickConsumer;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Buckets;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Scope;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Samples as JSON: an object in a line each. */
final class SampleJson implements TickConsumer {
  private final PrintWriter out;
  private final Predicate<Metric> wanted;

  SampleJson(PrintWriter out, Predicate<Metric> wanted) {
    this.out = out;
    this.wanted = wanted;
  }

  @Override
  public void accept(Tick tick, Sample sample) {
    try {
      JsonWriter json = new JsonWriter(out);
      json.setHtmlSafe(false);
      json.beginObject();
      json.name("time").value(time(tick.wallNanos()).toString());
      json.name("wall_ns").value(tick.wallNanos());
      json.name("monotonic_ns").value(tick.monotonicNanos());
      json.name("resolution_ms").value(tick.resolution().toMillis());
      json.name("label");
      if (tick.label().isEmpty()) {
        json.nullValue();
      } else {
        json.value(tick.label());
      }
      for (Scope scope : Scope.values()) {
        scope(json, scope, sample);
      }
      json.endObject();
      json.flush();
      out.println();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Instant time(long wallNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(wallNanos, 1_000_000_000L), Math.floorMod(wallNanos, 1_000_000_000L));
  }

  private void scope(JsonWriter json, Scope scope, Sample sample) throws IOException {
    Layout layout = sample.layout();
    List<Metric> metrics = layout.schema().metrics(scope).stream().filter(wanted).toList();
    if (metrics.isEmpty()) {
      return;
    }
    json.name(scope.word());
    if (scope == Scope.HOST) {
      instance(json, metrics, sample, 0);
      return;
    }
    List<String> names = layout.instances(scope);
    json.beginObject();
    for (int i = 0; i < names.size(); i++) {
      json.name(names.get(i));
      instance(json, metrics, sample, i);
    }
    json.endObject();
  }

  private static void instance(JsonWriter json, List<Metric> metrics, Sample sample, int instance)
      throws IOException {
    json.beginObject();
    for (Metric metric : metrics) {
      int at = sample.layout().at(metric, instance);
      json.name(metric.name());
      if (sample.isAbsent(at)) {
        json.nullValue();
      } else if (metric.isHistogram()) {
        json.beginObject();
        json.name("buckets").beginArray();
        for (int i = 0; i < Buckets.COUNT; i++) {
          json.value(sample.get(at + i));
        }
        json.endArray();
        json.name("sum").value(sample.get(at + Buckets.COUNT));
        json.endObject();
      } else {
        json.value(sample.get(at));
      }
    }
    json.endObject();
  }
}
