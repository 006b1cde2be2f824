package io.trimtab.actuators.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that wrote a transaction. The start time tells it from a later process that got the
 * same pid.
 *
 * @param pid its process id
 * @param started when it started, to the second or so
 */
public record Writer(long pid, Instant started) {
  /** The kernel gives start times in ticks since boot, and the boot time drifts with the clock. */
  private static final Duration SLACK = Duration.ofSeconds(3);

  public static Writer current() {
    ProcessHandle self = ProcessHandle.current();
    return new Writer(self.pid(), self.info().startInstant().orElse(Instant.EPOCH));
  }

  /** Whether that process still runs. One that was killed and not yet waited for does not. */
  public boolean isAlive() {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process
        .map(p -> p.info().startInstant().orElse(started))
        .filter(start -> Duration.between(start, started).abs().compareTo(SLACK) <= 0)
        .filter(start -> !isZombie())
        .isPresent();
  }

  private boolean isZombie() {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      int afterName = stat.lastIndexOf(')') + 2;
      return afterName < stat.length() && "ZX".indexOf(stat.charAt(afterName)) >= 0;
    } catch (IOException e) {
      return false;
    }
  }
}
