package io.trimtab.cli;

import io.trimtab.collector.prometheus.PrometheusName;
import io.trimtab.collector.schema.Buckets;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renders the schema as Markdown. */
final class MetricsReference {
  private static final String HEAD =
      """
      # Metrics

      Every metric of schema version %d, by area: generated from `metrics.toml`, as are samples, the
      columns of recordings and Prometheus' names. A test says how to generate it again.
      `trimtab metrics` tells which of them are absent on a machine, and why.

      - **Scope**: a metric has one value for the host, for each CPU, block device, or observed cgroup.
      - **Type**: a *counter* only grows, a *gauge* goes up and down, and a *histogram* counts how often
        a value was in [2^i, 2^(i+1)): %d buckets, and the sum of all values.
      - **Source**: the file and the key in it, or the eBPF program. What eBPF tells begins at 0 when the
        program is loaded, and needs root (CAP_BPF and CAP_PERFMON).
      - **Prometheus** wants seconds, bytes and ratios; bucket bounds (`le`) are inclusive there, and so
        are the largest whole number that a bucket takes.
      """;

  private static final Map<String, String> AREAS = new LinkedHashMap<>();

  static {
    AREAS.put("sched", "Scheduler");
    AREAS.put("cpu", "Each CPU");
    AREAS.put("paging", "Paging");
    AREAS.put("memory", "Memory");
    AREAS.put("block", "Block devices");
    AREAS.put("psi", "Pressure");
    AREAS.put("cgroup", "Cgroups");
  }

  private MetricsReference() {}

  static String markdown(Schema schema) {
    StringBuilder markdown =
        new StringBuilder(String.format(HEAD, schema.version(), Buckets.COUNT));
    Map<String, List<Metric>> areas = new LinkedHashMap<>();
    AREAS.keySet().forEach(area -> areas.put(area, new ArrayList<>()));
    for (Metric metric : schema.metrics()) {
      String area = metric.name().substring(0, metric.name().indexOf('.'));
      areas.computeIfAbsent(area, key -> new ArrayList<>()).add(metric);
    }
    areas.forEach(
        (area, metrics) -> {
          markdown.append("\n## ").append(AREAS.getOrDefault(area, area)).append("\n\n");
          markdown.append("| name | type | unit | source | meaning | Prometheus |\n");
          markdown.append("|---|---|---|---|---|---|\n");
          metrics.forEach(metric -> row(metric, markdown));
        });
    return markdown.toString();
  }

  private static void row(Metric metric, StringBuilder markdown) {
    String source = metric.source() + " " + metric.key();
    for (String cell :
        List.of(
            "`" + metric.name() + "`",
            metric.type().word(),
            metric.unit(),
            source.replace("|", "\\|"),
            metric.meaning().replace("|", "\\|"),
            "`" + PrometheusName.text(metric) + "`")) {
      markdown.append("| ").append(cell).append(' ');
    }
    markdown.append("|\n");
  }
}
