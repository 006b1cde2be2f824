package io.trimtab.daemon.prefetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How much memory a process may have, as its cgroups say. */
final class MemoryRoom {
  private static final int SHARE = 8;
  private static final int FEWEST = 64;
  private static final int MOST = 4096;
  private static final String V1 = "sys/fs/cgroup/memory";
  private static final String V2 = "sys/fs/cgroup";

  private final Path root;
  private final int pageBytes;

  /**
   * @param root where /proc and /sys are found
   */
  MemoryRoom(Path root, int pageBytes) {
    this.root = root;
    this.pageBytes = pageBytes;
  }

  /** How many pages may be brought in for it and not be used yet: an eighth of its memory. */
  int pages(int pid) {
    return (int) Math.max(FEWEST, Math.min(MOST, limit(pid) / pageBytes / SHARE));
  }

  /** The cgroup that its memory is counted in, if that has a limit. */
  Optional<Path> cgroup(int pid) {
    return limit(pid) == Long.MAX_VALUE
        ? Optional.empty()
        : places(pid).stream().findFirst().map(Place::directory);
  }

  private long limit(int pid) {
    return places(pid).stream().mapToLong(Place::limit).min().orElse(Long.MAX_VALUE);
  }

  /**
   * A cgroup.
   *
   * @param top the directory of its hierarchy
   * @param file that has a limit in it
   */
  private record Place(Path top, Path directory, String file) {
    static Place of(Path top, String cgroup, String file) {
      return new Place(top, top.resolve(cgroup.replaceFirst("^/+", "")).normalize(), file);
    }

    /** The least limit of it and of those around it. */
    long limit() {
      long least = Long.MAX_VALUE;
      for (Path at = directory; at.startsWith(top); at = at.resolve("..").normalize()) {
        least = Math.min(least, number(at.resolve(file)).orElse(Long.MAX_VALUE));
      }
      return least;
    }
  }

  /** A process's cgroups that may count memory; that of an old hierarchy first. */
  private List<Place> places(int pid) {
    List<Place> places = new ArrayList<>();
    for (String line : lines(root.resolve("proc/" + pid + "/cgroup"))) {
      String[] parts = line.split(":", 3);
      if (parts.length < 3) {
        continue;
      }
      if (List.of(parts[1].split(",")).contains("memory")) {
        places.add(0, Place.of(root.resolve(V1), parts[2], "memory.limit_in_bytes"));
      } else if (parts[1].isEmpty()) {
        places.add(Place.of(root.resolve(V2), parts[2], "memory.max"));
      }
    }
    return places;
  }

  private static Optional<Long> number(Path file) {
    return lines(file).stream()
        .findFirst()
        .filter(line -> line.matches("\\d{1,18}"))
        .map(Long::valueOf);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException | IllegalArgumentException e) {
      return List.of();
    }
  }
}
