package io.trimtab.collector;

import io.trimtab.collector.ebpf.EbpfPrograms;
import io.trimtab.collector.foreign.SeenWrites;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tries whether the running kernel takes the eBPF programs. */
final class EbpfProbe {
  private EbpfProbe() {}

  /** A finding for each program: what it tells here, or why it does not. */
  static List<Finding> findings(Path root) {
    Schema schema = Schema.shipped();
    List<Finding> findings = new ArrayList<>();
    try (EbpfPrograms programs =
        EbpfPrograms.start(schema, root, ProcessHandle.current().pid(), Problems.ignored())) {
      for (String name : EbpfPrograms.names()) {
        findings.add(finding(name, schema.from("ebpf:" + name), programs));
      }
    }
    findings.add(sysctlWrites(root));
    return findings;
  }

  private static Finding sysctlWrites(Path root) {
    String title = "eBPF sysctl";
    try (SeenWrites writes = SeenWrites.start(root, ProcessHandle.current().pid())) {
      return Finding.ok(title, "tells who writes a sysctl: " + writes.how());
    } catch (CollectorException e) {
      return Finding.missing(
          title,
          String.valueOf(e.getMessage()),
          "a kernel that takes it, and cgroup2 mounted; without it values are compared");
    }
  }

  private static Finding finding(String name, List<Metric> metrics, EbpfPrograms programs) {
    String title = "eBPF " + name;
    String refusal = programs.refused().get(name);
    if (refusal != null) {
      String prefix = "eBPF object " + name + ": ";
      return Finding.missing(
          title,
          refusal.startsWith(prefix) ? refusal.substring(prefix.length()) : refusal,
          "a kernel that takes it; without it " + count(metrics.size()) + " stay absent");
    }
    Map<String, String> absent = programs.absent();
    List<String> obstacles =
        metrics.stream()
            .filter(metric -> absent.containsKey(metric.name()))
            .map(metric -> metric.name() + ": " + absent.get(metric.name()))
            .toList();
    String told = count(metrics.size() - obstacles.size());
    return Finding.ok(
        title,
        obstacles.isEmpty()
            ? told
            : told + " of " + metrics.size() + "; not " + String.join("; not ", obstacles));
  }

  private static String count(int metrics) {
    return metrics + (metrics == 1 ? " metric" : " metrics");
  }
}
