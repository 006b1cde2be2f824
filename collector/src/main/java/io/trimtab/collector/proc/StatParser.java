package io.trimtab.collector.proc;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Scope;
import java.util.Arrays;
import java.util.List;

/**
 * /proc/stat: a line {@code cpu} of times of all CPUs, one {@code cpuN} for each CPU, and lines of
 * a name and a number (of which {@code intr} and {@code softirq} go on with numbers for each kind).
 */
final class StatParser implements Parser {
  private static final String CPU = "cpu";

  /** A CPU's number beyond this one is not believed. */
  private static final int MAX_CPUS = 1 << 16;

  private static final List<String> COLUMNS =
      List.of(
          "user",
          "nice",
          "system",
          "idle",
          "iowait",
          "irq",
          "softirq",
          "steal",
          "guest",
          "guest_nice");

  private final Keys all = new Keys(List.of(CPU));
  private final Columns host;
  private final Columns perCpu;
  private final Wanted lines;
  private final Cursor cursor = new Cursor();
  private int[] instanceOf = {};

  StatParser(List<Metric> metrics) {
    this.host = new Columns(COLUMNS, metrics(metrics, Scope.HOST, true));
    this.perCpu = new Columns(COLUMNS, metrics(metrics, Scope.CPU, true));
    this.lines = Wanted.of(metrics(metrics, Scope.HOST, false));
  }

  private static List<Metric> metrics(List<Metric> metrics, Scope scope, boolean areColumns) {
    return metrics.stream()
        .filter(metric -> metric.scope() == scope)
        .filter(metric -> COLUMNS.contains(metric.key()) == areColumns)
        .toList();
  }

  @Override
  public void bind(Layout layout) {
    List<String> cpus = layout.instances(Scope.CPU);
    host.bind(layout, 1);
    perCpu.bind(layout, cpus.size());
    lines.bind(layout, 0);
    instanceOf = new int[0];
    for (int i = 0; i < cpus.size(); i++) {
      int cpu = cpus.get(i).matches("\\d{1,5}") ? Integer.parseInt(cpus.get(i)) : MAX_CPUS;
      if (cpu < MAX_CPUS) {
        int had = instanceOf.length;
        instanceOf = Arrays.copyOf(instanceOf, Math.max(had, cpu + 1));
        Arrays.fill(instanceOf, had, instanceOf.length, -1);
        instanceOf[cpu] = i;
      }
    }
  }

  @Override
  public String parse(byte[] bytes, int length, Sample sample) {
    cursor.start(bytes, length);
    String problem = length == 0 ? EMPTY : FINE;
    while (cursor.line()) {
      cursor.word();
      String said = line(sample);
      if (!said.isEmpty()) {
        problem = said;
      }
    }
    return cursor.isCut() ? CUT : problem;
  }

  private String line(Sample sample) {
    int entry = cursor.wordIn(lines.keys());
    if (entry >= 0) {
      return lines.set(sample, entry, cursor.number()) ? FINE : NOT_A_NUMBER;
    }
    if (cursor.wordIn(all) >= 0) {
      return host.parse(cursor, sample, 0);
    }
    long cpu = cursor.wordAfter(CPU);
    return cpu >= 0 && cpu < instanceOf.length
        ? perCpu.parse(cursor, sample, instanceOf[(int) cpu])
        : FINE;
  }
}
