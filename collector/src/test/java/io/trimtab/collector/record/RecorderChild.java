package io.trimtab.collector.record;

import static io.trimtab.collector.record.Recordings.SCHEMA;
import static io.trimtab.collector.record.Recordings.options;

import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The process that is killed: it records a made-up host as fast as it can, and says after each tick
 * how many are written.
 *
 * <p>Arguments: the recording, the seed of the host, which is also the label, and whether to roll
 * up.
 */
final class RecorderChild {
  static final String OPENED = "opened";
  static final long STEP_NANOS = 1_000_000_000L;
  static final int COARSE_SECONDS = 20;

  private RecorderChild() {}

  static Retention retention(boolean rollsUp) {
    return rollsUp
        ? new Retention(
            Retention.LEAST_BYTES,
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(40),
            Duration.ofSeconds(COARSE_SECONDS),
            Duration.ofHours(10))
        : Retention.DEFAULT;
  }

  public static void main(String[] args) {
    RecorderOptions options = options(args[1], retention(Boolean.parseBoolean(args[2])));
    SyntheticHost host = new SyntheticHost(SCHEMA, Long.parseLong(args[1]), STEP_NANOS);
    try (Recorder recorder =
        Recorder.open(
            Path.of(args[0]), SCHEMA, options, new Problems(System.err::println, () -> 0))) {
      System.out.println(OPENED);
      while (true) {
        Sample sample = host.tick();
        recorder.accept(sample);
        System.out.println(recorder.written());
      }
    }
  }
}
