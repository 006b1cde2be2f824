package io.trimtab.collector.ebpf;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.HostProbe;
import io.trimtab.collector.linux.BpfObject;
import io.trimtab.collector.linux.Pages;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Source;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All eBPF programs that this kernel takes. Each loads on its own: what one cannot tell is absent,
 * with a reason, and the others go on.
 */
public final class EbpfPrograms implements AutoCloseable {
  private static final List<String> NAMES = List.of("sched", "paging", "faults", "block", "files");

  /** Those that count device by device. */
  private static final Set<String> BY_DEVICE = Set.of("block", "files");

  /** For programs whose tracepoints came late: the same attached to the kernel's functions. */
  private static final Map<String, String> STAND_INS = Map.of("files", "files_fentry");

  private static final Pattern RELEASE = Pattern.compile("(\\d{1,3})\\.(\\d{1,4})");

  private final List<Source> sources = new ArrayList<>();
  private final Map<String, Program> byDevice = new LinkedHashMap<>();
  private Optional<Glances> glances = Optional.empty();
  private final Map<String, String> absent = new LinkedHashMap<>();
  private final Map<String, String> refused = new LinkedHashMap<>();

  private static final String BUSYNESS = "file.accesses";
  private static final String EVICTIONS = "paging.cache_evictions";
  private static final String INSERTIONS = "paging.cache_insertions";

  private EbpfPrograms() {}

  /**
   * Loads and attaches what it can.
   *
   * @param wanted the names of the programs to load; what the others would tell is absent
   * @param root where /sys is found
   * @param ownPid the process whose threads are left out of what is observed
   */
  public static EbpfPrograms start(
      Set<String> wanted, Schema schema, Path root, long ownPid, Problems problems) {
    EbpfPrograms programs = new EbpfPrograms();
    for (String name : NAMES) {
      if (wanted.contains(name)) {
        programs.start(name, schema, root, Math.toIntExact(ownPid), problems);
      } else {
        schema
            .from("ebpf:" + name)
            .forEach(
                metric -> programs.absent.put(metric.name(), "eBPF " + name + " is not loaded"));
      }
    }
    programs.count(schema);
    return programs;
  }

  /**
   * From now on the programs that count device by device look for a part of the time alone where
   * files are read much, and their counters say what they would if they saw all; the others, and
   * latencies, suffer nothing that way and are not to be used with it.
   */
  public void glance(Schema schema, LongSupplier monotonicNanos) {
    if (absent.containsKey(BUSYNESS)) {
      return;
    }
    Glances shared = new Glances(List.copyOf(byDevice.values()), monotonicNanos);
    glances = Optional.of(shared);
    int at = 0;
    for (Source source : List.copyOf(sources)) {
      if (source instanceof DeviceCounters counters) {
        sources.set(
            at, new WeightedSource(counters, counters.metrics(), schema.get(BUSYNESS), shared));
      }
      at++;
    }
  }

  /** To be called before each sample. */
  public void look() {
    glances.ifPresent(Glances::look);
  }

  /** What is told of what a program counts. */
  private void count(Schema schema) {
    String obstacle = absent.get(EVICTIONS);
    if (obstacle == null) {
      sources.add(new CacheInsertions(schema, Pages.bytes()));
    } else {
      absent.put(INSERTIONS, obstacle);
    }
  }

  /** The same with all programs. */
  public static EbpfPrograms start(Schema schema, Path root, long ownPid, Problems problems) {
    return start(Set.copyOf(NAMES), schema, root, ownPid, problems);
  }

  private void start(String name, Schema schema, Path root, int ownPid, Problems problems) {
    List<Metric> metrics = schema.from("ebpf:" + name);
    try {
      int cpus = BpfObject.possibleCpus();
      int entries = BY_DEVICE.contains(name) ? DeviceCounters.places(cpus) * cpus : cpus;
      Map<String, Integer> constants =
          Map.of(
              "own_tgid",
              ownPid,
              "cpus",
              cpus,
              "queue_comes_first",
              queueComesFirst(root) ? 1 : 0,
              "page_bits",
              Integer.numberOfTrailingZeros(Pages.bytes()));
      Program program = start(name, constants, Map.of(Program.STATS, entries, "observers", cpus));
      if (BY_DEVICE.contains(name)) {
        byDevice.put(name, program);
      }
      sources.add(
          BY_DEVICE.contains(name)
              ? new DeviceCounters(program, schema, cpus, root, problems)
              : new CpuCounters(program, schema));
      for (Metric metric : metrics) {
        String obstacle = program.obstacle(metric);
        if (!obstacle.isEmpty()) {
          absent.put(metric.name(), obstacle);
        }
      }
    } catch (CollectorException e) {
      refused.put(name, e.getMessage());
      metrics.forEach(metric -> absent.put(metric.name(), e.getMessage()));
    }
  }

  /** Where the kernel lacks a program's hooks, one that hooks in elsewhere may stand in for it. */
  private static Program start(
      String name, Map<String, Integer> constants, Map<String, Integer> entries) {
    String other = STAND_INS.get(name);
    if (other == null) {
      return Program.start(name, name, constants, entries);
    }
    Program program;
    try {
      program = Program.start(name, name, constants, entries);
    } catch (CollectorException e) {
      try {
        return Program.start(name, other, constants, entries);
      } catch (CollectorException again) {
        throw new CollectorException(e.getMessage() + "; " + again.getMessage(), again);
      }
    }
    return program.isWhole() ? program : better(program, other, constants, entries);
  }

  /** The one that stands in, if the kernel has all of its hooks. */
  private static Program better(
      Program program, String other, Map<String, Integer> constants, Map<String, Integer> entries) {
    try {
      Program standIn = Program.start(program.name(), other, constants, entries);
      (standIn.isWhole() ? program : standIn).close();
      return standIn.isWhole() ? standIn : program;
    } catch (CollectorException e) {
      return program;
    }
  }

  /** Before Linux 5.11 a block tracepoint's first argument was the queue, then came the request. */
  private static boolean queueComesFirst(Path root) {
    Matcher release = RELEASE.matcher(new HostProbe(root).kernelRelease());
    if (!release.lookingAt()) {
      return false;
    }
    int major = Integer.parseInt(release.group(1));
    return major < 5 || (major == 5 && Integer.parseInt(release.group(2)) < 11);
  }

  /** The names of all programs there are, whether this kernel takes them or not. */
  public static List<String> names() {
    return NAMES;
  }

  public List<Source> sources() {
    return List.copyOf(sources);
  }

  /** The names of the programs that the kernel did not take, each with the reason. */
  public Map<String, String> refused() {
    return Map.copyOf(refused);
  }

  /** The names of the metrics that no program can tell here, each with the reason. */
  public Map<String, String> absent() {
    return Map.copyOf(absent);
  }

  @Override
  public void close() {
    sources.forEach(Source::close);
  }
}
