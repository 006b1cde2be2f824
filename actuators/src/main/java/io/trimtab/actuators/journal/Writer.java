package io.trimtab.actuators.journal;

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

  /** Whether that process still runs. */
  public boolean isAlive() {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process
        .map(p -> p.info().startInstant().orElse(started))
        .filter(start -> Duration.between(start, started).abs().compareTo(SLACK) <= 0)
        .isPresent();
  }
}
