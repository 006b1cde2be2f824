package io.trimtab.collector.proc;

import io.trimtab.collector.CollectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the cgroup hierarchies are mounted: one (v2), one for each controller (v1), or both beside
 * each other (hybrid). A controller is at work in one of them only.
 *
 * @param unified the v2 hierarchy
 * @param controllers the v1 hierarchies by controller, such as {@code cpuacct}
 */
record CgroupMounts(Optional<Path> unified, Map<String, Path> controllers) {
  private static final int FIELDS = 4;

  CgroupMounts {
    controllers = Map.copyOf(controllers);
  }

  /**
   * Looks them up.
   *
   * @param root where /proc and /sys are found. A recorded tree without /proc/mounts is taken to
   *     have v2 in the usual place.
   */
  static CgroupMounts find(Path root) {
    try {
      return parse(root, Files.readAllLines(root.resolve("proc/mounts")));
    } catch (IOException e) {
      return new CgroupMounts(Optional.of(root.resolve("sys/fs/cgroup")), Map.of());
    }
  }

  /** Understands the lines of /proc/mounts: {@code cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0}. */
  static CgroupMounts parse(Path root, List<String> lines) {
    Optional<Path> unified = Optional.empty();
    Map<String, Path> controllers = new HashMap<>();
    for (String line : lines) {
      String[] fields = line.split(" ");
      if (fields.length < FIELDS || !fields[1].startsWith("/")) {
        continue;
      }
      Path at = root.resolve(fields[1].substring(1));
      if (fields[2].equals("cgroup2") && unified.isEmpty()) {
        unified = Optional.of(at);
      } else if (fields[2].equals("cgroup")) {
        for (String option : fields[3].split(",")) {
          controllers.putIfAbsent(option, at);
        }
      }
    }
    return new CgroupMounts(unified, controllers);
  }

  /**
   * A cgroup's name as users give it, made the one that it goes by: its path below the hierarchy's
   * root. Its whole path in the file system is understood as well.
   *
   * @throws CollectorException if it leads out of the hierarchy
   */
  String name(String given) {
    Path path = Path.of("/").resolve(given).normalize();
    if (List.of(given.split("/")).contains("..")) {
      throw new CollectorException("cgroup " + given + ": give a path without \"..\"");
    }
    Path longest = Path.of("/");
    for (Path mount : mounts()) {
      if (path.startsWith(mount) && mount.getNameCount() > longest.getNameCount()) {
        longest = mount;
      }
    }
    return "/" + longest.relativize(path);
  }

  private List<Path> mounts() {
    List<Path> mounts = new ArrayList<>(controllers.values());
    unified.ifPresent(mounts::add);
    return mounts;
  }

  /** The file to read a metric of a cgroup from; empty if nothing here has it. */
  Optional<Found> find(String cgroup, CgroupKey key) {
    String below = cgroup.substring(1);
    Optional<Found> v1 =
        key.v1()
            .filter(place -> controllers.containsKey(place.controller()))
            .map(place -> new Found(place, directory(place.controller(), below)))
            .filter(found -> Files.isDirectory(found.directory()));
    return v1.or(() -> unified.map(mount -> new Found(key.unified(), mount.resolve(below))));
  }

  private Path directory(String controller, String below) {
    return controllers.getOrDefault(controller, Path.of("/")).resolve(below);
  }

  /**
   * A file of a cgroup.
   *
   * @param place which file, and which number of it
   * @param directory the cgroup's directory
   */
  record Found(CgroupKey.Place place, Path directory) {
    Path path() {
      return directory.resolve(place.file());
    }
  }
}
