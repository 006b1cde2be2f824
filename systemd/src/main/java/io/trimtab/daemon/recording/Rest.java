package io.trimtab.daemon.recording;

import java.time.Duration;
import java.util.Optional;

/** Leaves something alone for a while that did not work, and remembers why. */
final class Rest {
  private final long nanos;
  private long untilNanos;
  private volatile Optional<String> trouble = Optional.empty();

  Rest(Duration time) {
    this.nanos = time.toNanos();
  }

  /** Whether it is to be left alone. */
  boolean isOn(long nowNanos) {
    return trouble.isPresent() && nowNanos - untilNanos < 0;
  }

  void failed(String why, long nowNanos) {
    trouble = Optional.of(why);
    untilNanos = nowNanos + nanos;
  }

  void worked() {
    if (trouble.isPresent()) {
      trouble = Optional.empty();
    }
  }

  /** Why it does not work, if so. Any thread may ask. */
  Optional<String> trouble() {
    return trouble;
  }
}
