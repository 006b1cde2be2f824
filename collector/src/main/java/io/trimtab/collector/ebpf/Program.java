package io.trimtab.collector.ebpf;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.linux.BpfObject;
import io.trimtab.collector.linux.MappedMap;
import io.trimtab.collector.schema.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One eBPF object at work: loaded, attached wherever this kernel has the hook, its counters mapped.
 * Each keeps its counters in an array map {@code stats} of {@code struct NAME_stats}, whose fields
 * bear the keys of the schema.
 */
final class Program implements AutoCloseable {
  static final String STATS = "stats";

  private final String name;
  private final BpfObject object;
  private final MappedMap stats;
  private final Map<String, Integer> fields;
  private final Map<String, String> hooks;

  private Program(String name, BpfObject object, Map<String, String> hooks) {
    this.name = name;
    this.object = object;
    this.hooks = hooks;
    this.stats = object.map(STATS);
    this.fields = object.fields(name + "_" + STATS);
  }

  /**
   * Loads and attaches one of the objects that ship with Trimtab.
   *
   * @param name such as {@code sched}
   * @param file the object's, such as {@code sched}
   * @param constants what is to be set in it beforehand; those that it lacks are left out
   * @param entries elements of its maps; those that it lacks are left out
   * @throws CollectorException if the kernel refuses it, or has none of its hooks
   */
  static Program start(
      String name, String file, Map<String, Integer> constants, Map<String, Integer> entries) {
    BpfObject object = BpfObject.open(file, bytes(file));
    try {
      constants.forEach(object::constant);
      entries.forEach(object::entries);
      object.load();
      Map<String, String> hooks = object.attach();
      if (hooks.values().stream().noneMatch(String::isEmpty)) {
        throw new CollectorException(String.join("; ", hooks.values()));
      }
      return new Program(name, object, hooks);
    } catch (RuntimeException e) {
      object.close();
      throw e;
    }
  }

  private static byte[] bytes(String name) {
    String file = name + ".bpf.o";
    try (InputStream in = Program.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new CollectorException(file + " is not in this build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  /** Goes on after {@link #detach}, at the hooks that it had. */
  void attach() {
    object.attach();
  }

  /** Pauses: it counts nothing, and costs nobody anything. */
  void detach() {
    object.detach();
  }

  MappedMap stats() {
    return stats;
  }

  /** Where a metric's first number is in an element, in numbers from its start. */
  int field(Metric metric) {
    Integer bytes = fields.get(metric.key());
    if (bytes == null || bytes % Long.BYTES != 0) {
      throw new CollectorException(
          "eBPF object " + name + " has no counter " + metric.key() + " for " + metric.name());
    }
    return bytes / Long.BYTES;
  }

  boolean put(String map, int key, int value) {
    return object.put(map, key, value);
  }

  /** Whether it is attached wherever it hooks in. */
  boolean isWhole() {
    return hooks.values().stream().allMatch(String::isEmpty);
  }

  /**
   * Why a metric is absent; empty if it is not. Of a hook that has another name elsewhere, {@code
   * ONE|OTHER}, the one that the program has counts.
   */
  String obstacle(Metric metric) {
    return metric.hooks().stream()
        .map(this::obstacle)
        .filter(reason -> !reason.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private String obstacle(String hook) {
    return Stream.of(hook.split("\\|"))
        .filter(hooks::containsKey)
        .map(hooks::get)
        .findFirst()
        .orElse("the program has no hook " + hook);
  }

  /** The metrics that it can tell here. */
  List<Metric> told(List<Metric> metrics) {
    return metrics.stream().filter(metric -> obstacle(metric).isEmpty()).toList();
  }

  @Override
  public void close() {
    object.close();
  }
}
