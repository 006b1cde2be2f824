package io.trimtab.cli;

import io.trimtab.collector.record.Tick;
import io.trimtab.collector.record.TickConsumer;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Buckets;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Scope;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Predicate;

/**
 * Samples as CSV, a line for every value that is there: CPUs, devices and cgroups may come and go,
 * and columns could not. A histogram has two lines: how many values it counted, and their sum.
 */
final class SampleCsv implements TickConsumer {
  private final PrintWriter out;
  private final Predicate<Metric> wanted;

  /** Prints the head. */
  SampleCsv(PrintWriter out, Predicate<Metric> wanted) {
    this.out = out;
    this.wanted = wanted;
    out.println("time,monotonic_ns,label,scope,instance,metric,value");
  }

  @Override
  public void accept(Tick tick, Sample sample) {
    String start =
        SampleJson.time(tick.wallNanos())
            + ","
            + tick.monotonicNanos()
            + ","
            + quoted(tick.label())
            + ",";
    for (Scope scope : Scope.values()) {
      List<String> names = sample.layout().instances(scope);
      for (int i = 0; i < names.size(); i++) {
        for (Metric metric : sample.layout().schema().metrics(scope)) {
          int at = sample.layout().at(metric, i);
          if (wanted.test(metric) && !sample.isAbsent(at)) {
            String name = start + scope.word() + "," + quoted(names.get(i)) + "," + metric.name();
            values(name, metric, sample, at);
          }
        }
      }
    }
  }

  private void values(String name, Metric metric, Sample sample, int at) {
    if (!metric.isHistogram()) {
      out.println(name + "," + sample.get(at));
      return;
    }
    long count = 0;
    for (int i = 0; i < Buckets.COUNT; i++) {
      count += sample.get(at + i);
    }
    out.println(name + ".count," + count);
    out.println(name + ".sum," + sample.get(at + Buckets.COUNT));
  }

  private static String quoted(String text) {
    return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
