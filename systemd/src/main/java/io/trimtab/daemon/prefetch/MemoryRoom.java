package io.trimtab.daemon.prefetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How much memory a process may have, as its cgroups say. */
final class MemoryRoom {
  private static final int SHARE = 8;
  private static final int FEWEST = 64;
  private static final int MOST = 4096;

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
    long limit = Long.MAX_VALUE;
    for (String line : lines(root.resolve("proc/" + pid + "/cgroup"))) {
      String[] parts = line.split(":", 3);
      if (parts.length < 3) {
        continue;
      }
      if (List.of(parts[1].split(",")).contains("memory")) {
        limit = Math.min(limit, limit("sys/fs/cgroup/memory", parts[2], "memory.limit_in_bytes"));
      } else if (parts[1].isEmpty()) {
        limit = Math.min(limit, limit("sys/fs/cgroup", parts[2], "memory.max"));
      }
    }
    return (int) Math.max(FEWEST, Math.min(MOST, limit / pageBytes / SHARE));
  }

  /** The least limit of a cgroup and those around it. */
  private long limit(String mount, String cgroup, String file) {
    Path top = root.resolve(mount);
    long least = Long.MAX_VALUE;
    Path directory = top.resolve(cgroup.replaceFirst("^/+", "")).normalize();
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
