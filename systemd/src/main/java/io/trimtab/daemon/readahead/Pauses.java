package io.trimtab.daemon.readahead;

import io.trimtab.features.readahead.AccessPattern;
import java.util.EnumMap;
import java.util.Map;

/**
 * In which patterns a device is to be left alone for a while, because turning it did not pay: twice
 * as long each time. And in which its value is trusted for a while, because suspicion has proved
 * wrong.
 */
final class Pauses {
  private static final long FIRST_NANOS = 60_000_000_000L;
  private static final int MOST_DOUBLINGS = 8;
  private static final long TRUST_NANOS = 600_000_000_000L;

  private final Map<AccessPattern, Integer> times = new EnumMap<>(AccessPattern.class);
  private final Map<AccessPattern, Long> until = new EnumMap<>(AccessPattern.class);
  private final Map<AccessPattern, Long> trustedUntil = new EnumMap<>(AccessPattern.class);

  /** Whether a pattern is left alone at a time of the monotonic clock. */
  boolean isPaused(AccessPattern pattern, long now) {
    return isBefore(until, pattern, now);
  }

  /** Whether a pattern's value is trusted at a time of the monotonic clock. */
  boolean isTrusted(AccessPattern pattern, long now) {
    return isBefore(trustedUntil, pattern, now);
  }

  private static boolean isBefore(Map<AccessPattern, Long> ends, AccessPattern pattern, long now) {
    Long end = ends.get(pattern);
    return end != null && now - end < 0;
  }

  /** Takes the last pause back, and trusts the pattern's value. */
  void trust(AccessPattern pattern, long now) {
    times.computeIfPresent(pattern, (same, count) -> count - 1);
    until.remove(pattern);
    trustedUntil.put(pattern, now + TRUST_NANOS);
  }

  /** Leaves a pattern alone; how long, in nanoseconds. */
  long pause(AccessPattern pattern, long now) {
    int before = times.getOrDefault(pattern, 0);
    long pause = FIRST_NANOS << Math.min(before, MOST_DOUBLINGS);
    times.put(pattern, before + 1);
    until.put(pattern, now + pause);
    return pause;
  }
}
