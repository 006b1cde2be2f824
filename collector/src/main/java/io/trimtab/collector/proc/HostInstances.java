package io.trimtab.collector.proc;

import io.trimtab.collector.sample.Instances;
import io.trimtab.collector.schema.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which CPUs are online, and which block devices have a medium (a loop device without a file has a
 * size of 0). As long as nothing changes the same map is returned.
 */
public final class HostInstances implements Instances, AutoCloseable {
  private final Path root;
  private final List<String> cgroups;
  private final KeptFile online;
  private final Map<String, KeptFile> sizes = new HashMap<>();
  private byte[] seenOnline = {};
  private String[] seenDevices = {};
  private Map<Scope, List<String>> known = Map.of();

  /**
   * @param root where /proc and /sys are found
   * @param cgroups those to observe, as {@link CgroupMounts#name} makes them
   */
  HostInstances(Path root, List<String> cgroups) {
    this.root = root;
    this.cgroups = List.copyOf(cgroups);
    this.online = new KeptFile(root.resolve("sys/devices/system/cpu/online"));
  }

  @Override
  public Map<Scope, List<String>> now() {
    String[] devices = devices();
    int length = Math.max(0, online.read());
    boolean isSame =
        !known.isEmpty()
            && Arrays.equals(devices, seenDevices)
            && Arrays.equals(seenOnline, 0, seenOnline.length, online.bytes(), 0, length);
    if (!isSame) {
      seenDevices = devices;
      seenOnline = Arrays.copyOf(online.bytes(), length);
      known = Map.of(Scope.CPU, cpus(), Scope.DEVICE, List.of(devices), Scope.CGROUP, cgroups);
    }
    return known;
  }

  private List<String> cpus() {
    return seenOnline.length > 0
        ? CpuList.parse(new String(seenOnline, StandardCharsets.US_ASCII))
        : names("proc/stat", 0, "cpu(\\d{1,5})");
  }

  private String[] devices() {
    String[] names = root.resolve("sys/block").toFile().list();
    if (names == null) {
      // A recorded tree may have /proc alone; partitions count as devices there.
      return names("proc/diskstats", 2, "(\\S+)").toArray(String[]::new);
    }
    if (sizes.size() > names.length) {
      forget(Set.of(names));
    }
    int count = 0;
    for (String name : names) {
      if (hasMedium(name)) {
        names[count++] = name;
      }
    }
    String[] devices = Arrays.copyOf(names, count);
    Arrays.sort(devices);
    return devices;
  }

  /** Files of devices that have been removed need not stay open. */
  private void forget(Set<String> names) {
    for (Iterator<Map.Entry<String, KeptFile>> all = sizes.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<String, KeptFile> size = all.next();
      if (!names.contains(size.getKey())) {
        size.getValue().close();
        all.remove();
      }
    }
  }

  private boolean hasMedium(String device) {
    KeptFile size = sizes.get(device);
    if (size == null) {
      size = new KeptFile(root.resolve("sys/block").resolve(device).resolve("size"));
      sizes.put(device, size);
    }
    int length = size.read();
    boolean isEmpty = length <= 0 || size.bytes()[0] == '0';
    if (length < 0) {
      size.close();
      sizes.remove(device);
    }
    return !isEmpty;
  }

  /** The first groups of a pattern that a field of a file's lines matches, once each, sorted. */
  private List<String> names(String file, int field, String pattern) {
    try (Stream<String> lines = Files.lines(root.resolve(file), StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields.length > field && fields[field].matches(pattern))
          .map(fields -> fields[field].replaceFirst(pattern, "$1"))
          .distinct()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  @Override
  public void close() {
    online.close();
    sizes.values().forEach(KeptFile::close);
    sizes.clear();
  }
}
