package io.trimtab.tuner.guest;

import io.trimtab.collector.ebpf.EbpfPrograms;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.sample.Source;
import io.trimtab.collector.schema.Buckets;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs in a guest: starts the eBPF programs, does some work, and prints for each metric of theirs a
 * line with its name and how often it was counted, or why it is absent.
 */
final class EbpfReport {
  private static final Schema SCHEMA = Schema.shipped();

  private EbpfReport() {}

  public static void main(String[] arguments) throws Exception {
    long pid = ProcessHandle.current().pid();
    try (EbpfPrograms programs =
        EbpfPrograms.start(SCHEMA, Path.of("/"), pid, Problems.ignored())) {
      Layout layout = new Layout(SCHEMA, Map.of(Scope.DEVICE, devices()));
      programs.sources().forEach(source -> source.bind(layout));
      programs
          .refused()
          .forEach((name, reason) -> System.out.println("refused " + name + ' ' + reason));
      print("idle ", programs, layout);
      run("hackbench", "-g", "2", "-l", "20");
      run("dd", "if=/dev/vda", "of=/dev/null", "bs=64k", "count=200");
      run("cp", System.getProperty("java.home") + "/lib/modules", "/dev/null");
      print("busy ", programs, layout);
    }
  }

  private static void print(String prefix, EbpfPrograms programs, Layout layout)
      throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/vmstat"))) {
      lines
          .filter(line -> line.startsWith("pgfault "))
          .forEach(l -> System.out.println(prefix + l));
    }
    Sample sample = new Sample(layout);
    for (Source source : programs.sources()) {
      source.read(sample);
    }
    for (Scope scope : List.of(Scope.HOST, Scope.DEVICE)) {
      for (Metric metric : SCHEMA.metrics(scope)) {
        if (metric.needsEbpf()) {
          String reason = programs.absent().getOrDefault(metric.name(), "");
          System.out.println(
              prefix + metric.name() + ' ' + (reason.isEmpty() ? count(sample, metric) : reason));
        }
      }
    }
  }

  private static List<String> devices() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/sys/block"))) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** A counter's value, or how many values a histogram holds; of all devices together. */
  private static long count(Sample sample, Metric metric) {
    int width = Math.min(metric.type().width(), Buckets.COUNT);
    long count = 0;
    for (int instance = 0;
        instance < sample.layout().instances(metric.scope()).size();
        instance++) {
      int at = sample.layout().at(metric, instance);
      for (int i = 0; i < width && !sample.isAbsent(at); i++) {
        count += sample.get(at + i);
      }
    }
    return count;
  }

  private static void run(String... words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(words[0] + " failed");
    }
  }
}
