package io.trimtab.collector.sample;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each value lies in a sample: scope by scope, in each the instances one after another, and
 * in each of those its metrics. Samples of the same CPUs, devices and cgroups share one.
 */
public final class Layout {
  /** Among the instances of {@link Scope#HOST} there is just this one. */
  public static final String HOST = "";

  private record Block(int start, int stride, List<String> instances, Map<String, Integer> index) {}

  private final Schema schema;
  private final Map<Scope, Block> blocks = new EnumMap<>(Scope.class);
  private final Map<Metric, Integer> offsets = new HashMap<>();
  private final int size;

  /**
   * @param instances the names of a scope's instances, such as {@code vda}; a scope without any has
   *     no values. The host need not be named.
   */
  public Layout(Schema schema, Map<Scope, List<String>> instances) {
    this.schema = schema;
    int start = 0;
    for (Scope scope : Scope.values()) {
      int stride = 0;
      for (Metric metric : schema.metrics(scope)) {
        offsets.put(metric, stride);
        stride += metric.type().width();
      }
      List<String> names =
          scope == Scope.HOST
              ? List.of(HOST)
              : List.copyOf(instances.getOrDefault(scope, List.of()));
      Map<String, Integer> index = new HashMap<>();
      for (String name : names) {
        index.put(name, index.size());
      }
      blocks.put(scope, new Block(start, stride, names, index));
      start += stride * names.size();
    }
    this.size = start;
  }

  public Schema schema() {
    return schema;
  }

  /** How many numbers a sample has. */
  public int size() {
    return size;
  }

  /** The names of a scope's instances, in their order. */
  public List<String> instances(Scope scope) {
    return block(scope).instances();
  }

  /** An instance's place among those of its scope; -1 if it is not one of them. */
  public int instance(Scope scope, String name) {
    return block(scope).index().getOrDefault(name, -1);
  }

  /**
   * Where an instance's value of a metric lies; a histogram's buckets start there and its sum
   * follows them.
   *
   * @throws CollectorException if there is no such instance, or the metric is of another schema
   */
  public int at(Metric metric, int instance) {
    Integer offset = offsets.get(metric);
    Block block = block(metric.scope());
    if (offset == null || instance < 0 || instance >= block.instances().size()) {
      throw new CollectorException("no " + metric.name() + " of instance " + instance + " here");
    }
    return block.start() + instance * block.stride() + offset;
  }

  /** Where the host's value of a metric lies. */
  public int at(Metric metric) {
    return at(metric, 0);
  }

  /** Whether samples of both have the same instances of the same schema. */
  public boolean isSameAs(Layout other) {
    if (this == other) {
      return true;
    }
    for (Scope scope : Scope.values()) {
      if (!instances(scope).equals(other.instances(scope))) {
        return false;
      }
    }
    return schema.metrics().equals(other.schema.metrics());
  }

  private Block block(Scope scope) {
    Block block = blocks.get(scope);
    if (block == null) {
      throw new CollectorException("no scope " + scope.word());
    }
    return block;
  }
}
