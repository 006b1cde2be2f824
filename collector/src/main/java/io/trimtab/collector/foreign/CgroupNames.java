package io.trimtab.collector.foreign;

import io.trimtab.collector.CollectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The paths of cgroups in the v2 hierarchy by the numbers that eBPF programs see. */
final class CgroupNames {
  private static final int MAX_DEPTH = 16;
  private static final int REMEMBERED = 1024;

  private final Path mountPoint;
  private final Map<Long, String> names =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  private CgroupNames(Path mountPoint) {
    this.mountPoint = mountPoint;
  }

  /**
   * Finds where the v2 hierarchy is mounted.
   *
   * @param root where /proc is found
   * @throws CollectorException if it is not mounted
   */
  static CgroupNames find(Path root) {
    try (Stream<String> mounts = Files.lines(root.resolve("proc/self/mounts"))) {
      return mounts
          .map(line -> line.split(" ", 4))
          .filter(fields -> fields.length == 4 && fields[2].equals("cgroup2"))
          .map(fields -> new CgroupNames(root.resolve(fields[1].substring(1))))
          .findFirst()
          .orElseThrow(() -> new CollectorException("the cgroup v2 hierarchy is not mounted"));
    } catch (IOException e) {
      throw new CollectorException("cannot read /proc/self/mounts", e);
    }
  }

  Path mountPoint() {
    return mountPoint;
  }

  /** The path below the mount point; {@code #NUMBER} if there is no such cgroup any more. */
  String name(long number) {
    return names.computeIfAbsent(number, this::search);
  }

  /** A cgroup's number is its directory's inode number. */
  private String search(long number) {
    try (Stream<Path> directories = Files.walk(mountPoint, MAX_DEPTH)) {
      return directories
          .filter(Files::isDirectory)
          .filter(directory -> inode(directory) == number)
          .map(directory -> "/" + mountPoint.relativize(directory))
          .findFirst()
          .orElse("#" + number);
    } catch (IOException | java.io.UncheckedIOException e) {
      return "#" + number; // one of them vanished while we looked
    }
  }

  private static long inode(Path directory) {
    try {
      return (Long) Files.getAttribute(directory, "unix:ino");
    } catch (IOException e) {
      return -1;
    }
  }
}
