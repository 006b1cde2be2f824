package io.trimtab.collector.proc;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import java.util.Arrays;
import java.util.List;

/**
 * Some metrics of one file, each with the word that the file has for it, and where the values of
 * one instance go.
 */
final class Wanted {
  /** Stands for "nowhere": a value that belongs to no instance. */
  private static final int NOWHERE = -1;

  /**
   * One metric and what stands for it in a file.
   *
   * @param key the word in the file
   * @param scale what the number is multiplied by
   */
  record Entry(String key, long scale, Metric metric) {
    static Entry of(Metric metric) {
      return new Entry(metric.key(), metric.scale(), metric);
    }

    Entry withKey(String other) {
      return new Entry(other, scale, metric);
    }
  }

  private final List<Entry> entries;
  private final Keys keys;
  private final long[] scales;
  private final int[] offsets;

  Wanted(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    this.keys = new Keys(entries.stream().map(Entry::key).toList());
    this.scales = entries.stream().mapToLong(Entry::scale).toArray();
    this.offsets = new int[entries.size()];
    Arrays.fill(offsets, NOWHERE);
  }

  static Wanted of(List<Metric> metrics) {
    return new Wanted(metrics.stream().map(Entry::of).toList());
  }

  Keys keys() {
    return keys;
  }

  int size() {
    return offsets.length;
  }

  String key(int entry) {
    return entries.get(entry).key();
  }

  /** Looks up where an instance's values go; nowhere if the layout lacks the instance. */
  void bind(Layout layout, int instance) {
    for (int i = 0; i < offsets.length; i++) {
      Metric metric = entries.get(i).metric();
      boolean isThere = instance >= 0 && instance < layout.instances(metric.scope()).size();
      offsets[i] = isThere ? layout.at(metric, instance) : NOWHERE;
    }
  }

  /**
   * Fills in a value of the instance that was bound.
   *
   * @param entry which metric
   * @param number as the file has it
   * @return whether it was a number, and still is one after scaling
   */
  boolean set(Sample sample, int entry, long number) {
    long scale = scales[entry];
    if (number < 0 || number > Long.MAX_VALUE / scale) {
      return false;
    }
    if (offsets[entry] != NOWHERE) {
      sample.set(offsets[entry], number * scale);
    }
    return true;
  }
}
