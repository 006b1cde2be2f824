package io.trimtab.actuators.guard;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often each tunable may be written: at most so many times in any minute. Undoing is never held
 * up and not counted.
 */
public final class WriteRate {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final int mostPerMinute;
  private final Map<String, Deque<Long>> writes;

  /**
   * @param mostPerMinute at least 1
   */
  public WriteRate(int mostPerMinute) {
    this(mostPerMinute, new HashMap<>());
  }

  private WriteRate(int mostPerMinute, Map<String, Deque<Long>> writes) {
    if (mostPerMinute < 1) {
      throw new IllegalArgumentException("a tunable needs a write a minute: " + mostPerMinute);
    }
    this.mostPerMinute = mostPerMinute;
    this.writes = writes;
  }

  /** The same writes under another limit, of at least 1. */
  public WriteRate limitedTo(int mostPerMinute) {
    return new WriteRate(mostPerMinute, writes);
  }

  /** What stands against writing all of these now. */
  public Optional<Refusal> check(Collection<String> tunables, long nowNanos) {
    for (String tunable : tunables) {
      Deque<Long> times = writes.getOrDefault(tunable, new ArrayDeque<>());
      forgetOld(times, nowNanos);
      if (times.size() >= mostPerMinute) {
        return Optional.of(
            new Refusal(
                tunable,
                Refusal.Rule.RATE,
                "it was written "
                    + times.size()
                    + (times.size() == 1 ? " time" : " times")
                    + " in the last minute, and more is not allowed"));
      }
    }
    return Optional.empty();
  }

  /** They are written now. */
  public void count(Collection<String> tunables, long nowNanos) {
    writes.values().forEach(times -> forgetOld(times, nowNanos));
    writes.values().removeIf(Deque::isEmpty);
    for (String tunable : tunables) {
      writes.computeIfAbsent(tunable, name -> new ArrayDeque<>()).addLast(nowNanos);
    }
  }

  private static void forgetOld(Deque<Long> times, long nowNanos) {
    while (!times.isEmpty() && nowNanos - times.getFirst() >= MINUTE_NANOS) {
      times.removeFirst();
    }
  }
}
