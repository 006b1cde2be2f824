package io.trimtab.collector.ebpf;

import io.trimtab.collector.linux.MappedMap;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;

/**
 * One metric's way from an element of a map into a sample.
 *
 * @param from the first number's place in an element
 * @param at the first number's place in a sample
 * @param width how many numbers it is
 */
record Field(int from, int at, int width) {
  static Field of(Program program, Metric metric, Layout layout, int instance) {
    return new Field(program.field(metric), layout.at(metric, instance), metric.type().width());
  }

  /** Adds what an element has to a sample. */
  void addTo(Sample sample, MappedMap map, int element) {
    int base = element * map.stride() + from;
    for (int i = 0; i < width; i++) {
      sample.add(at + i, map.get(base + i));
    }
  }
}
