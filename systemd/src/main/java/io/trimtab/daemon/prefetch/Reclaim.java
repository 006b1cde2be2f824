package io.trimtab.daemon.prefetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the kernel finds pages to push out of a process's cgroup. Where nearly all are active it
 * does not before it has looked at each once more, and whoever needs a page meanwhile gives up
 * after some tries, and has the process killed for want of memory. Bringing pages in is not worth
 * that.
 */
final class Reclaim {
  private static final long LOOK_NANOS = 10_000_000;
  private static final long LEAST_SHARE = 16;
  private static final String INACTIVE = "inactive_anon ";
  private static final String ACTIVE = "active_anon ";

  private final Optional<Path> stat;
  private long lookedAt;
  private boolean isHard;

  /**
   * @param stat the cgroup's {@code memory.stat}; none: it is never hard
   */
  Reclaim(Optional<Path> stat) {
    this.stat = stat;
  }

  /**
   * That of a process, if its memory is bounded. Where pages are kept by generations, their counts
   * mean something else, and tell nothing.
   */
  static Reclaim of(int pid, Path root, MemoryRoom room) {
    return new Reclaim(
        isByGenerations(root.resolve("sys/kernel/mm/lru_gen/enabled"))
            ? Optional.empty()
            : room.cgroup(pid).map(directory -> directory.resolve("memory.stat")));
  }

  /** A kernel that could do so may have it switched off, as Debian's has. */
  private static boolean isByGenerations(Path enabled) {
    try {
      return (Integer.decode(Files.readString(enabled, StandardCharsets.US_ASCII).strip()) & 1)
          != 0;
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  /** Whether hardly a page is inactive; looks at most every 10 ms. */
  boolean isHard(long now) {
    if (stat.isPresent() && now - lookedAt >= LOOK_NANOS) {
      lookedAt = now;
      isHard = look(stat.get());
    }
    return isHard;
  }

  private static boolean look(Path file) {
    long inactive = 0;
    long active = 0;
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
        if (line.startsWith(INACTIVE)) {
          inactive = Long.parseLong(line.substring(INACTIVE.length()));
        } else if (line.startsWith(ACTIVE)) {
          active = Long.parseLong(line.substring(ACTIVE.length()));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return false;
    }
    return inactive < active / LEAST_SHARE;
  }
}
