package io.trimtab.collector.ebpf;

import io.trimtab.collector.linux.MappedMap;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.sample.Source;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.util.ArrayList;
import java.util.List;

/** A program that counts CPU by CPU: the host's values are the sums. */
final class CpuCounters implements Source {

  private final Program program;
  private final List<Metric> metrics;
  private final int cpus;
  private Field[] host = {};
  private Field[][] perCpu = {};

  CpuCounters(Program program, Schema schema) {
    this.program = program;
    this.metrics = program.told(schema.from("ebpf:" + program.name()));
    this.cpus = program.stats().entries();
  }

  @Override
  public void bind(Layout layout) {
    host = fields(layout, Scope.HOST, 0);
    perCpu = new Field[cpus][];
    List<String> names = layout.instances(Scope.CPU);
    for (int cpu = 0; cpu < cpus; cpu++) {
      int instance = names.indexOf(Integer.toString(cpu));
      perCpu[cpu] = instance < 0 ? new Field[0] : fields(layout, Scope.CPU, instance);
    }
  }

  private Field[] fields(Layout layout, Scope scope, int instance) {
    List<Field> fields = new ArrayList<>();
    for (Metric metric : metrics) {
      if (metric.scope() == scope) {
        fields.add(Field.of(program, metric, layout, instance));
      }
    }
    return fields.toArray(Field[]::new);
  }

  @Override
  public void read(Sample sample) {
    MappedMap map = program.stats();
    for (int cpu = 0; cpu < cpus; cpu++) {
      for (Field field : host) {
        field.addTo(sample, map, cpu);
      }
      for (Field field : perCpu[cpu]) {
        field.addTo(sample, map, cpu);
      }
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
