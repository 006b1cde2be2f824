package io.trimtab.cli;

import io.trimtab.collector.record.RecordingInfo;
import io.trimtab.collector.record.Tick;
import io.trimtab.collector.record.TickConsumer;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Scope;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What became of every metric in a recording. */
final class ReplaySummary implements TickConsumer {
  private static final String TIME = "yyyy-MM-dd HH:mm:ss";

  private final Predicate<Metric> wanted;

  /** By metric, in the schema's order, and by instance. */
  private final Map<Metric, Map<String, MetricSummary>> summaries = new LinkedHashMap<>();

  private final Map<Long, Long> ticksByResolution = new TreeMap<>();
  private Optional<Sample> before = Optional.empty();
  private long ticks;
  private long firstWallNanos;
  private long lastWallNanos;

  ReplaySummary(Predicate<Metric> wanted) {
    this.wanted = wanted;
  }

  @Override
  public void accept(Tick tick, Sample sample) {
    firstWallNanos = ticks == 0 ? tick.wallNanos() : firstWallNanos;
    lastWallNanos = tick.wallNanos();
    ticks++;
    ticksByResolution.merge(tick.resolution().toMillis(), 1L, Long::sum);
    for (Scope scope : Scope.values()) {
      List<String> names = sample.layout().instances(scope);
      for (Metric metric : sample.layout().schema().metrics(scope)) {
        if (!wanted.test(metric)) {
          continue;
        }
        Map<String, MetricSummary> instances =
            summaries.computeIfAbsent(metric, m -> new LinkedHashMap<>());
        for (int i = 0; i < names.size(); i++) {
          MetricSummary summary =
              instances.computeIfAbsent(names.get(i), name -> new MetricSummary(metric));
          add(summary, scope, names.get(i), i, sample);
        }
      }
    }
    before = Optional.of(sample.copy());
  }

  private void add(MetricSummary to, Scope scope, String name, int instance, Sample sample) {
    int at = sample.layout().at(to.metric(), instance);
    to.add(sample, at);
    if (before.isPresent()) {
      Sample earlier = before.get();
      int place = earlier.layout().instance(scope, name);
      if (place >= 0) {
        to.addIncrease(earlier, earlier.layout().at(to.metric(), place), sample, at);
      }
    }
  }

  void print(RecordingInfo info, ZoneId zone, PrintWriter out) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(TIME).withZone(zone);
    out.println(
        info.origin().host()
            + ", Linux "
            + info.origin().kernel()
            + ", recorded by Trimtab "
            + info.origin().trimtab());
    if (ticks == 0) {
      out.println("No samples" + (info.ticks() > 0 ? " of " + info.ticks() + " chosen" : ""));
      return;
    }
    out.println(
        format.format(SampleJson.time(firstWallNanos))
            + " to "
            + format.format(SampleJson.time(lastWallNanos))
            + ": "
            + ticks
            + (ticks == 1 ? " tick" : " ticks")
            + resolutions()
            + (info.labels().isEmpty() ? "" : "; labels: " + String.join(", ", info.labels())));
    out.println();
    table(out);
  }

  /** How many are how far apart, where that differs. */
  private String resolutions() {
    if (ticksByResolution.size() == 1) {
      return "";
    }
    StringBuilder text = new StringBuilder(" (");
    ticksByResolution.forEach(
        (millis, count) ->
            text.append(text.length() > 2 ? ", " : "")
                .append(count)
                .append(" of ")
                .append(
                    millis % 1000 == 0
                        ? Durations.text(Duration.ofMillis(millis))
                        : millis + " ms"));
    return text.append(')').toString();
  }

  private void table(PrintWriter out) {
    TextTable table = new TextTable("METRIC", "OF", "UNIT", "MEAN", "MIN", "MAX", "P50", "P99");
    int quiet = 0;
    int absent = 0;
    for (Map.Entry<Metric, Map<String, MetricSummary>> metric : summaries.entrySet()) {
      for (Map.Entry<String, MetricSummary> instance : metric.getValue().entrySet()) {
        MetricSummary summary = instance.getValue();
        if (summary.isAbsent()) {
          absent++;
        } else if (summary.isZero()) {
          quiet++;
        } else {
          summary.row(instance.getKey(), table);
        }
      }
    }
    table.print(out);
    if (quiet + absent > 0) {
      out.println();
      out.println("Not shown: " + quiet + " that stayed 0, " + absent + " that were absent");
    }
  }
}
