package io.trimtab.daemon.prefetch;

import io.trimtab.collector.proc.KeptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether the kernel finds pages to push out of a process's cgroup. Where nearly all are active it
 * does not before it has looked at each once more, and whoever needs a page meanwhile gives up
 * after some tries, and has the process killed for want of memory. Bringing pages in is not worth
 * that.
 */
final class Reclaim implements AutoCloseable {
  private static final long LOOK_NANOS = 10_000_000;
  private static final long LEAST_SHARE = 16;
  private static final byte[] INACTIVE = "inactive_anon ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ACTIVE = "active_anon ".getBytes(StandardCharsets.US_ASCII);
  private static final int BASE = 10;

  private final Optional<KeptFile> stat;
  private long lookedAt;
  private boolean isHard;

  /**
   * @param stat the cgroup's {@code memory.stat}; none: it is never hard
   */
  Reclaim(Optional<Path> stat) {
    this.stat = stat.map(KeptFile::new);
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

  /** Whether hardly a page is inactive; looks at most every 10 ms, and allocates nothing for it. */
  boolean isHard(long now) {
    if (stat.isPresent() && now - lookedAt >= LOOK_NANOS) {
      lookedAt = now;
      isHard = look(stat.get());
    }
    return isHard;
  }

  private static boolean look(KeptFile file) {
    int length = file.read();
    long active = number(file.bytes(), length, ACTIVE);
    return number(file.bytes(), length, INACTIVE) < active / LEAST_SHARE;
  }

  /** The number of the line that begins so; 0 if there is none. */
  private static long number(byte[] text, int length, byte[] name) {
    for (int line = 0; line < length; line = next(text, length, line)) {
      int end = line + name.length;
      if (end < length && Arrays.equals(text, line, end, name, 0, name.length)) {
        long number = 0;
        for (int i = end; i < length && text[i] >= '0' && text[i] <= '9'; i++) {
          number = number * BASE + text[i] - '0';
        }
        return number;
      }
    }
    return 0;
  }

  private static int next(byte[] text, int length, int line) {
    int at = line;
    while (at < length && text[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  @Override
  public void close() {
    stat.ifPresent(KeptFile::close);
  }
}
