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
    return limit(pid) == Long.MAX_VALUE ? Optional.empty() : directories(pid).stream().findFirst();
  }

  private long limit(int pid) {
    long least = Long.MAX_VALUE;
    for (Path directory : directories(pid)) {
      boolean isOld = directory.startsWith(root.resolve(V1));
      least =
          Math.min(
              least,
              isOld
                  ? limit(root.resolve(V1), directory, "memory.limit_in_bytes")
                  : limit(root.resolve(V2), directory, "memory.max"));
    }
    return least;
  }

  /** Of its cgroups, those that may count memory; the one of an old hierarchy first. */
  private List<Path> directories(int pid) {
    List<Path> directories = new ArrayList<>();
    for (String line : lines(root.resolve("proc/" + pid + "/cgroup"))) {
      String[] parts = line.split(":", 3);
      if (parts.length < 3) {
        continue;
      }
      if (List.of(parts[1].split(",")).contains("memory")) {
        directories.add(0, below(root.resolve(V1), parts[2]));
      } else if (parts[1].isEmpty()) {
        directories.add(below(root.resolve(V2), parts[2]));
      }
    }
    return directories;
  }

  private static Path below(Path top, String cgroup) {
    return top.resolve(cgroup.replaceFirst("^/+", "")).normalize();
  }

  /** The least limit of a cgroup and those around it. */
  private static long limit(Path top, Path cgroup, String file) {
    long least = Long.MAX_VALUE;
    Path directory = cgroup;
    while (directory.startsWith(top)) {
      least = Math.min(least, number(directory.resolve(file)).orElse(Long.MAX_VALUE));
      directory = directory.resolve("..").normalize();
    }
    return least;
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
