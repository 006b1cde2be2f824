package io.trimtab.cli;

import com.google.gson.JsonArray;
import io.trimtab.actuators.catalogue.Names;
import io.trimtab.cli.watch.Glyphs;
import io.trimtab.cli.watch.Quantity;
import io.trimtab.collector.Collector;
import io.trimtab.collector.prometheus.PrometheusText;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the metrics, or what they are now. */
@Command(
    name = "metrics",
    mixinStandardHelpOptions = true,
    description = "List the metrics that Trimtab observes, or what they are now.",
    footer = {
      "",
      "Examples:",
      "  trimtab metrics 'paging.*'",
      "  sudo trimtab metrics 'block.*' --now --for 5s",
      "  sudo trimtab metrics --prometheus"
    })
final class MetricsCommand implements Runnable {

  @Parameters(
      arity = "0..1",
      paramLabel = "GLOB",
      description = "Names to list, with * and ?, separated by commas (default: all).")
  private String glob = "*";

  @Option(names = "--now", description = "Their values, and how they change.")
  private boolean now;

  @Option(
      names = "--prometheus",
      description = "Their values in Prometheus' text format, all of them.")
  private boolean prometheus;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "How long to look for --now and --prometheus (default: 1s).")
  private Duration time = Duration.ofSeconds(1);

  @Option(names = "--json", description = "Print an array, or an object for --now.")
  private boolean json;

  @Mixin private CollectorOptions options;

  @Override
  public void run() {
    if (prometheus && (json || now || !glob.equals("*"))) {
      throw options.usage("--prometheus goes with no GLOB, --now or --json");
    }
    List<Metric> metrics = select(Schema.shipped());
    try (Collector collector = options.open()) {
      if (prometheus) {
        prometheus(collector);
      } else if (now) {
        now(collector, metrics);
      } else {
        list(collector, metrics);
      }
    }
    options.out().flush();
  }

  private List<Metric> select(Schema schema) {
    Pattern pattern = Names.glob(glob);
    List<Metric> selected =
        schema.metrics().stream()
            .filter(metric -> pattern.matcher(metric.name()).matches())
            .toList();
    if (selected.isEmpty()) {
      List<String> nearest =
          Names.nearest(glob, schema.metrics().stream().map(Metric::name).toList());
      throw options.usage(
          "no metric matches "
              + glob
              + (nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?"));
    }
    return selected;
  }

  private void list(Collector collector, List<Metric> metrics) {
    PrintWriter out = options.out();
    Map<String, String> absent = absent(collector);
    if (json) {
      JsonArray array = new JsonArray();
      metrics.forEach(metric -> array.add(MetricsJson.of(metric, absent)));
      out.println(Json.text(array));
      return;
    }
    TextTable table = new TextTable("NAME", "TYPE", "UNIT", "SCOPE", "SOURCE", "MEANING");
    Map<String, List<String>> reasons = new TreeMap<>();
    for (Metric metric : metrics) {
      table.row(
          metric.name(),
          metric.type().word(),
          metric.unit(),
          metric.scope().word(),
          metric.source(),
          metric.meaning());
      String reason = absent.get(metric.name());
      if (reason != null) {
        reasons.computeIfAbsent(reason, key -> new ArrayList<>()).add(metric.name());
      }
    }
    table.print(out);
    if (!reasons.isEmpty()) {
      out.println();
      out.println(Ansi.AUTO.string("@|bold Absent here|@"));
      reasons.forEach(
          (reason, names) -> {
            out.println("  " + reason + " (" + names.size() + "):");
            Paragraph.print(String.join(", ", names), "    ", out);
          });
    }
  }

  /** What is absent, and what has nothing here that it could be of. */
  private static Map<String, String> absent(Collector collector) {
    Map<String, String> absent = new LinkedHashMap<>(collector.absent());
    Sample sample = collector.tick();
    for (Scope scope : Scope.values()) {
      if (sample.layout().instances(scope).isEmpty()) {
        String why =
            scope == Scope.CGROUP ? "give a cgroup with --cgroup PATH" : "no " + scope.word();
        collector.schema().metrics(scope).forEach(metric -> absent.put(metric.name(), why));
      }
    }
    return absent;
  }

  private void now(Collector collector, List<Metric> metrics) {
    Sample before = collector.tick().copy();
    sleep();
    Sample after = collector.tick();
    if (json) {
      options.out().println(Json.text(MetricsJson.of(before, after, metrics)));
      return;
    }
    Glyphs glyphs = Glyphs.of(System.getenv());
    TextTable table = new TextTable("NAME", "OF", "VALUE", "A SECOND", "MEAN", "P50", "P99");
    for (Reading reading : Reading.between(before, after, metrics)) {
      String unit = reading.metric().unit();
      boolean isHistogram = reading.metric().isHistogram();
      table.row(
          reading.metric().name(),
          reading.instance(),
          text(
              isHistogram ? "" : unit,
              reading.value() == Sample.ABSENT ? Double.NaN : reading.value(),
              glyphs),
          rate(isHistogram ? "" : unit, reading.perSecond()),
          isHistogram ? text(unit, reading.mean(), glyphs) : "",
          isHistogram ? text(unit, reading.p50(), glyphs) : "",
          isHistogram ? text(unit, reading.p99(), glyphs) : "");
    }
    table.print(options.out());
  }

  private static String text(String unit, double value, Glyphs glyphs) {
    return switch (unit) {
      case "ns" -> Quantity.time(value, glyphs);
      case "bytes" -> Quantity.bytes(value);
      case "0.01%" -> Quantity.finePercent(value / 10_000);
      default -> Quantity.count(value);
    };
  }

  /** Nanoseconds a second are a share of the time. */
  private static String rate(String unit, double perSecond) {
    return switch (unit) {
      case "ns" -> Quantity.finePercent(perSecond / 1e9);
      case "bytes" -> Quantity.bytes(perSecond);
      default -> Double.isNaN(perSecond) ? "" : Quantity.count(perSecond);
    };
  }

  private void prometheus(Collector collector) {
    sleep();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      new PrometheusText().write(collector.tick(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    options.out().print(text.toString(StandardCharsets.UTF_8));
  }

  private void sleep() {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
