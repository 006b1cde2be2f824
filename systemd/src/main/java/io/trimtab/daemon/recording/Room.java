package io.trimtab.daemon.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a disk has room for what can be done without. The last of it is the journal's, which
 * undoing rests on. It is looked at once a minute at most.
 */
final class Room {
  /** What is left to others, in bytes. */
  static final long RESERVE = 32L << 20;

  private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  private final Path place;
  private Optional<String> shortage = Optional.empty();
  private boolean hasLooked;
  private long lookedNanos;

  /**
   * @param place a directory on the disk
   */
  Room(Path place) {
    this.place = place;
  }

  /** Why nothing is to be written there, if so. */
  Optional<String> shortage(long nowNanos) {
    if (!hasLooked || nowNanos - lookedNanos >= PAUSE_NANOS) {
      hasLooked = true;
      lookedNanos = nowNanos;
      long free = place.toFile().getUsableSpace();
      // 0 is also what is said of a place that is not there: opening a file there tells why.
      shortage =
          free < RESERVE && place.toFile().exists()
              ? Optional.of(
                  "less than " + (RESERVE >> 20) + " MiB are free in " + place.toAbsolutePath())
              : Optional.empty();
    }
    return shortage;
  }
}
