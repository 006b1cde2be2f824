package io.trimtab.collector.proc;

import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Source;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every source of the schema that is no eBPF program. A file of /proc that is not known by name is
 * taken to have a name and a number in each line.
 */
public final class ProcSources {
  private static final String PROC = "/proc/";
  private static final String PRESSURE = "pressure";
  private static final String CGROUP = "cgroup";

  private final Schema schema;
  private final Path root;
  private final CgroupMounts mounts;
  private final List<String> cgroups;
  private final Problems problems;

  /**
   * @param root where /proc and /sys are found; {@code /} on a live host
   * @param cgroups those to observe: paths below the hierarchy's root, such as {@code
   *     /system.slice/ssh.service}
   * @throws io.trimtab.collector.CollectorException if one of the paths is no such path
   */
  public ProcSources(Schema schema, Path root, List<String> cgroups, Problems problems) {
    this.schema = schema;
    this.root = root;
    this.mounts = CgroupMounts.find(root);
    this.cgroups = cgroups.stream().map(mounts::name).distinct().toList();
    this.problems = problems;
  }

  /** The CPUs, devices and cgroups that the sources have values of. */
  public HostInstances instances() {
    return new HostInstances(root, cgroups);
  }

  /** A source for each file, none of which is opened before it is read. */
  public List<Source> open() {
    Set<String> names = new LinkedHashSet<>();
    schema.metrics().forEach(metric -> names.add(metric.source()));
    List<Source> sources = new ArrayList<>();
    for (String name : names) {
      List<Metric> metrics = schema.from(name);
      if (name.startsWith(PROC)) {
        sources.add(file(name, parser(name, metrics)));
      } else if (name.equals(PRESSURE)) {
        pressure(metrics, sources);
      } else if (name.equals(CGROUP)) {
        sources.add(new CgroupSource(metrics, mounts, problems));
      }
    }
    return sources;
  }

  private static Parser parser(String file, List<Metric> metrics) {
    return switch (file) {
      case "/proc/stat" -> new StatParser(metrics);
      case "/proc/diskstats" -> new DiskstatsParser(metrics);
      default -> new KeyValueParser(Wanted.of(metrics), 0);
    };
  }

  /** Keys such as {@code io some total}: the file, the line, the field. */
  private void pressure(List<Metric> metrics, List<Source> sources) {
    Map<String, List<Wanted.Entry>> byResource = new TreeMap<>();
    for (Metric metric : metrics) {
      byResource
          .computeIfAbsent(resource(metric), resource -> new ArrayList<>())
          .add(
              new Wanted.Entry(
                  metric.key().substring(resource(metric).length()).strip().replace(' ', '.'),
                  metric.scale(),
                  metric));
    }
    byResource.forEach(
        (resource, entries) ->
            sources.add(file(pressureFile(resource), new PressureParser(entries, 0))));
  }

  private static String resource(Metric metric) {
    return metric.key().split(" ", 2)[0];
  }

  private static String pressureFile(String resource) {
    return "/proc/pressure/" + resource;
  }

  private Source file(String name, Parser parser) {
    return new FileSource(new KeptFile(path(name)), parser, name, problems);
  }

  private Path path(String name) {
    return root.resolve(name.substring(1));
  }

  /**
   * Why a metric of these sources has no value here.
   *
   * @param metric of which a sample had none
   */
  public String obstacle(Metric metric) {
    if (metric.source().equals(CGROUP)) {
      CgroupKey key = CgroupKey.of(metric);
      return "none of the cgroups tells it in "
          + key.unified().file()
          + key.v1().map(place -> " (v2) or " + place.file() + " (v1)").orElse("");
    }
    String file =
        metric.source().equals(PRESSURE) ? pressureFile(resource(metric)) : metric.source();
    Path path = path(file);
    if (!Files.exists(path)) {
      return "this kernel has no " + file;
    }
    return Files.isReadable(path)
        ? "this kernel's " + file + " has no " + metric.key()
        : file + " may not be read: run with sudo";
  }
}
