package io.trimtab.collector.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What went wrong while reading, told once a minute at most for each thing that goes wrong: a file
 * that is missing is missing at every tick.
 */
public final class Problems {
  private static final long SILENCE_NANOS = 60_000_000_000L;

  /** Things beyond this many are not told apart. */
  private static final int MAX_TOPICS = 1000;

  private static final class Topic {
    private long told;
    private long since;
  }

  private final Map<String, Topic> topics = new LinkedHashMap<>();
  private final Consumer<String> log;
  private final LongSupplier monotonicNanos;

  /**
   * @param log takes one line a time
   * @param monotonicNanos a clock that never jumps
   */
  public Problems(Consumer<String> log, LongSupplier monotonicNanos) {
    this.log = log;
    this.monotonicNanos = monotonicNanos;
  }

  /** Tells nobody. */
  public static Problems ignored() {
    return new Problems(line -> {}, () -> 0);
  }

  /**
   * Tells of a problem, unless the same thing's was told within the last minute.
   *
   * @param what the thing, such as a file's path
   * @param why the cause, in a few words
   */
  public void report(String what, String why) {
    long now = monotonicNanos.getAsLong();
    Topic topic = topics.get(what);
    if (topic == null) {
      if (topics.size() >= MAX_TOPICS) {
        return;
      }
      topic = new Topic();
      topics.put(what, topic);
    } else if (now - topic.told < SILENCE_NANOS) {
      topic.since++;
      return;
    }
    log.accept(
        what
            + ": "
            + why
            + (topic.since > 0 ? " (and " + topic.since + " times since last told)" : ""));
    topic.told = now;
    topic.since = 0;
  }
}
