package io.trimtab.daemon.recording;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.record.Origin;
import io.trimtab.collector.record.Recorder;
import io.trimtab.collector.record.RecorderOptions;
import io.trimtab.collector.record.Retention;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The daemon's recording of what it sees, each tick under the class of work that was recognised.
 * What cannot be written is not waited for: it is left alone for a minute, and then tried again.
 */
final class TelemetryFile implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_FINE = Duration.ofHours(1);
  private static final Duration LONGEST_MEDIUM = Duration.ofHours(24);

  private final Path file;
  private final Schema schema;
  private final Origin origin;
  private final LongSupplier nanos;
  private final Room room;
  private final Rest rest = new Rest(PAUSE);
  private Limits limits;
  private Optional<Recorder> recorder = Optional.empty();
  private OptionalLong written = OptionalLong.empty();
  private String problem = "";

  /**
   * What a recording is limited by.
   *
   * @param every least time from one tick that is written to the next
   * @param bytes that the file may take
   * @param age after which ticks go
   */
  record Limits(Duration every, long bytes, Duration age) {
    /** The older ticks are, the coarser they are kept. */
    Retention retention() {
      Duration medium = shorter(LONGEST_MEDIUM, age.dividedBy(2));
      Duration fine = shorter(LONGEST_FINE, medium.dividedBy(2));
      return new Retention(
          Math.max(Retention.LEAST_BYTES, bytes),
          fine,
          Duration.ofSeconds(10),
          medium,
          Duration.ofMinutes(1),
          age);
    }

    private static Duration shorter(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }
  }

  /**
   * Nothing is opened before the first tick.
   *
   * @param origin what a new file tells about itself
   * @param nanos a clock that never jumps
   */
  TelemetryFile(Path file, Schema schema, Origin origin, Limits limits, LongSupplier nanos) {
    this.file = file;
    this.schema = schema;
    this.origin = origin;
    this.limits = limits;
    this.nanos = nanos;
    this.room = new Room(file.toAbsolutePath().resolveSibling(""));
  }

  /** Writes a tick, or leaves it out: because it is too soon, or cannot be written. */
  void add(Sample sample, String label) {
    long now = nanos.getAsLong();
    // Ticks come a little early or late.
    boolean isSoon =
        written.isPresent()
            && sample.monotonicNanos() - written.getAsLong() < limits.every().toNanos() * 0.9;
    if (isSoon || rest.isOn(now)) {
      return;
    }
    Optional<String> shortage = room.shortage(now);
    if (shortage.isPresent()) {
      failed(shortage.get(), now);
      return;
    }
    try {
      Recorder open = opened();
      long dropped = open.dropped();
      open.accept(sample, label);
      if (open.dropped() == dropped) {
        written = OptionalLong.of(sample.monotonicNanos());
        rest.worked();
      } else {
        failed(problem, now);
      }
    } catch (CollectorException e) {
      failed(String.valueOf(e.getMessage()), now);
    }
  }

  private Recorder opened() {
    if (recorder.isEmpty()) {
      RecorderOptions options = new RecorderOptions(limits.every(), "", limits.retention(), origin);
      Problems problems = new Problems(line -> problem = line, nanos);
      recorder = Optional.of(Recorder.open(file, schema, options, problems));
    }
    return recorder.get();
  }

  private void failed(String why, long now) {
    close();
    rest.failed(why, now);
  }

  /** Takes other limits, from the next tick on. */
  void limit(Limits to) {
    if (!to.equals(limits)) {
      limits = to;
      close();
    }
  }

  /** Why nothing is recorded, if so. Any thread may ask. */
  Optional<String> trouble() {
    return rest.trouble();
  }

  @Override
  public void close() {
    recorder.ifPresent(Recorder::close);
    recorder = Optional.empty();
  }
}
