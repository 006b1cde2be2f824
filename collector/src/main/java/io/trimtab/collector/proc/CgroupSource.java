package io.trimtab.collector.proc;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.sample.Source;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the cgroups that a user asked for. A cgroup may vanish at any time and come back:
 * while it is away its values are absent.
 */
final class CgroupSource implements Source {
  /** A cgroup that has vanished is searched anew after so many reads. */
  private static final int READS_BETWEEN_SEARCHES = 10;

  private final List<CgroupKey> keys;
  private final CgroupMounts mounts;
  private final Problems problems;
  private Files[] cgroups = {};

  /** One cgroup's files, and for how many reads none of them has been there. */
  private static final class Files {
    private final String name;
    private final int instance;
    private List<FileSource> sources = List.of();
    private int away;

    Files(String name, int instance) {
      this.name = name;
      this.instance = instance;
    }
  }

  CgroupSource(List<Metric> metrics, CgroupMounts mounts, Problems problems) {
    this.keys = metrics.stream().map(CgroupKey::of).toList();
    this.mounts = mounts;
    this.problems = problems;
  }

  @Override
  public void bind(Layout layout) {
    close();
    List<String> names = layout.instances(Scope.CGROUP);
    cgroups = new Files[names.size()];
    for (int i = 0; i < cgroups.length; i++) {
      cgroups[i] = new Files(names.get(i), i);
      search(cgroups[i], layout);
    }
  }

  private void search(Files cgroup, Layout layout) {
    Map<CgroupMounts.Found, List<Wanted.Entry>> byFile = new LinkedHashMap<>();
    for (CgroupKey key : keys) {
      Optional<CgroupMounts.Found> found = mounts.find(cgroup.name, key);
      if (found.isPresent()) {
        CgroupKey.Place place = found.get().place();
        // One source for each file, whatever number of it is wanted.
        CgroupMounts.Found file =
            new CgroupMounts.Found(
                new CgroupKey.Place(place.file(), "", 1), found.get().directory());
        byFile
            .computeIfAbsent(file, path -> new ArrayList<>())
            .add(new Wanted.Entry(place.key(), place.scale(), key.metric()));
      }
    }
    cgroup.sources.forEach(FileSource::close);
    cgroup.sources =
        byFile.entrySet().stream()
            .map(file -> source(file.getKey(), file.getValue(), cgroup))
            .toList();
    cgroup.sources.forEach(source -> source.bind(layout));
    cgroup.away = 0;
  }

  private FileSource source(CgroupMounts.Found file, List<Wanted.Entry> entries, Files cgroup) {
    String name = file.place().file();
    return new FileSource(
        new KeptFile(file.path()),
        parser(name, entries, cgroup.instance),
        "cgroup " + cgroup.name + " " + name,
        problems);
  }

  private static Parser parser(String file, List<Wanted.Entry> entries, int instance) {
    if (file.endsWith(".pressure")) {
      return new PressureParser(entries, instance);
    }
    Wanted wanted = new Wanted(entries);
    if (file.equals("io.stat") || file.startsWith("blkio.")) {
      return new DeviceSumParser(wanted, instance);
    }
    return entries.get(0).key().isEmpty()
        ? new NumberParser(wanted, instance)
        : new KeyValueParser(wanted, instance);
  }

  @Override
  public void read(Sample sample) {
    for (Files cgroup : cgroups) {
      boolean isThere = false;
      for (int i = 0; i < cgroup.sources.size(); i++) {
        isThere |= cgroup.sources.get(i).tryRead(sample);
      }
      cgroup.away = isThere ? 0 : cgroup.away + 1;
      if (cgroup.away >= READS_BETWEEN_SEARCHES) {
        search(cgroup, sample.layout());
      }
    }
  }

  @Override
  public void close() {
    for (Files cgroup : cgroups) {
      cgroup.sources.forEach(FileSource::close);
    }
    cgroups = new Files[0];
  }
}
