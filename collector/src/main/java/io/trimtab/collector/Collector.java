package io.trimtab.collector;

import io.trimtab.collector.ebpf.EbpfPrograms;
import io.trimtab.collector.proc.HostInstances;
import io.trimtab.collector.proc.ProcSources;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.sample.Sampler;
import io.trimtab.collector.sample.Source;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Observes this host: everything of the schema that can be read here, at the highest level that the
 * kernel allows, one sample a tick. It is used by one thread, and its own threads are left out of
 * what eBPF programs see.
 *
 * <pre>{@code
 * try (Collector collector = Collector.open(Collector.Options.live(), clock, nanos, log)) {
 *   Sample sample = collector.tick();
 *   long switches = sample.get(collector.schema().get("sched.switches"));
 * }
 * }</pre>
 */
public final class Collector implements AutoCloseable {
  private static final Path LIVE = Path.of("/");

  private final Schema schema;
  private final Optional<EbpfPrograms> programs;
  private final HostInstances instances;
  private final Sampler sampler;
  private final Map<String, String> absent;

  /**
   * What is to be observed.
   *
   * @param root where /proc and /sys are found: {@code /}, or a recorded tree, of which no eBPF
   *     program can tell anything
   * @param highest the level not to go beyond: {@link Level#PROC} loads no eBPF program
   * @param cgroups those to observe: paths below the hierarchy's root, such as {@code
   *     /system.slice/ssh.service}
   * @param programs the names of the eBPF programs to load: each costs the work that it observes
   * @param glances whether the programs that see block devices and files look for a tenth of the
   *     time alone where files are read much: cheaper, but latencies are not to be believed then. A
   *     tick takes a tenth of a second longer.
   */
  public record Options(
      Path root, Level highest, List<String> cgroups, Set<String> programs, boolean glances) {
    public Options {
      root = root.toAbsolutePath().normalize();
      cgroups = List.copyOf(cgroups);
      programs = Set.copyOf(programs);
    }

    /** All that can be seen below a root. */
    public Options(Path root, Level highest, List<String> cgroups) {
      this(root, highest, cgroups, Set.copyOf(EbpfPrograms.names()), false);
    }

    /** The running kernel, as much of it as it lets us see, and no cgroups. */
    public static Options live() {
      return new Options(LIVE, Level.FULL, List.of());
    }

    public Options withHighest(Level level) {
      return new Options(root, level, cgroups, programs, glances);
    }

    public Options withCgroups(List<String> others) {
      return new Options(root, highest, others, programs, glances);
    }

    /** The same with these eBPF programs alone, of {@link EbpfPrograms#names()}. */
    public Options withPrograms(Set<String> names) {
      return new Options(root, highest, cgroups, names, glances);
    }

    /** The same, looking for a part of the time alone where that is enough. */
    public Options withGlances() {
      return new Options(root, highest, cgroups, programs, true);
    }

    boolean wantsEbpf() {
      return highest == Level.FULL && root.equals(LIVE);
    }
  }

  private Collector(
      Schema schema,
      Optional<EbpfPrograms> programs,
      HostInstances instances,
      Sampler sampler,
      Map<String, String> absent) {
    this.schema = schema;
    this.programs = programs;
    this.instances = instances;
    this.sampler = sampler;
    this.absent = absent;
  }

  /**
   * Opens everything, and takes a first sample to see what is there.
   *
   * @param clock the wall clock
   * @param monotonicNanos a clock that never jumps
   * @param log takes a line for each problem, at most one a minute of the same
   * @throws CollectorException if a cgroup's path is none, never for what this kernel lacks
   */
  public static Collector open(
      Options options, Clock clock, LongSupplier monotonicNanos, Consumer<String> log) {
    Schema schema = Schema.shipped();
    Problems problems = new Problems(log, monotonicNanos);
    ProcSources proc = new ProcSources(schema, options.root(), options.cgroups(), problems);
    Optional<EbpfPrograms> programs =
        options.wantsEbpf()
            ? Optional.of(
                EbpfPrograms.start(
                    options.programs(),
                    schema,
                    options.root(),
                    ProcessHandle.current().pid(),
                    problems))
            : Optional.empty();
    if (options.glances()) {
      programs.ifPresent(loaded -> loaded.glance(schema, monotonicNanos));
    }
    List<Source> sources = new ArrayList<>(proc.open());
    programs.ifPresent(loaded -> sources.addAll(loaded.sources()));
    HostInstances instances = proc.instances();
    Sampler sampler = new Sampler(schema, sources, instances, clock, monotonicNanos);
    Map<String, String> absent = absent(sampler.tick(), programs, proc, options);
    return new Collector(schema, programs, instances, sampler, absent);
  }

  private static Map<String, String> absent(
      Sample first, Optional<EbpfPrograms> programs, ProcSources proc, Options options) {
    Map<String, String> refused = programs.map(EbpfPrograms::absent).orElse(Map.of());
    String withoutEbpf =
        options.highest() == Level.PROC
            ? "eBPF is not used at level proc"
            : "eBPF sees the running kernel alone, not " + options.root();
    Map<String, String> absent = new LinkedHashMap<>();
    for (Metric metric : first.missing()) {
      absent.put(
          metric.name(),
          metric.needsEbpf()
              ? refused.getOrDefault(
                  metric.name(), programs.isEmpty() ? withoutEbpf : "nothing counted yet")
              : proc.obstacle(metric));
    }
    return absent;
  }

  /** The level that was reached: full if at least one eBPF program is at work. */
  public Level level() {
    boolean hasEbpf = programs.filter(loaded -> !loaded.sources().isEmpty()).isPresent();
    return hasEbpf ? Level.FULL : Level.PROC;
  }

  /** The metrics that its samples have. */
  public Schema schema() {
    return schema;
  }

  /**
   * The names of the metrics that had no value when it was opened, in the schema's order, each with
   * the reason. Metrics of devices or cgroups are not among them where there are none of those.
   */
  public Map<String, String> absent() {
    return Collections.unmodifiableMap(absent);
  }

  /** The names of the eBPF programs that the kernel did not take, each with the reason. */
  public Map<String, String> refused() {
    return programs.map(EbpfPrograms::refused).orElse(Map.of());
  }

  /**
   * Reads everything once.
   *
   * @return valid until the next tick; see {@link Sample#copy()}
   */
  public Sample tick() {
    programs.ifPresent(EbpfPrograms::look);
    return sampler.tick();
  }

  @Override
  public void close() {
    sampler.close();
    instances.close();
  }
}
