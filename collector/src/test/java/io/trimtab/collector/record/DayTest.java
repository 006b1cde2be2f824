package io.trimtab.collector.record;

import static io.trimtab.collector.record.Recordings.SCHEMA;
import static io.trimtab.collector.record.Recordings.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.testing.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day of a busy host with 2 CPUs and 10 devices, at an accelerated clock, stays in its bound. */
class DayTest {
  private static final int DAY = 86_400;

  @TempDir private Path directory;

  @Test
  @Slow
  void aDayStaysWithin64MebibytesByDefault() throws IOException {
    record(DAY, Retention.DEFAULT);
  }

  @Test
  void fortyMinutesStayWithinASmallBound() throws IOException {
    Retention small =
        new Retention(
            4L << 20,
            Duration.ofMinutes(15),
            Duration.ofSeconds(10),
            Duration.ofMinutes(25),
            Duration.ofMinutes(1),
            Duration.ofHours(1));
    record(2400, small);
  }

  private void record(int ticks, Retention retention) throws IOException {
    Path file = directory.resolve("day.db");
    SyntheticHost host = new SyntheticHost(SCHEMA, 9, 1_000_000_000L);
    long[] nanos = new long[ticks];
    long most = 0;
    Sample last = host.tick();
    try (Recorder recorder =
        Recorder.open(file, SCHEMA, options("", retention), Problems.ignored())) {
      for (int i = 0; i < ticks; i++) {
        last = host.tick();
        long begun = System.nanoTime();
        recorder.accept(last);
        nanos[i] = System.nanoTime() - begun;
        if ((i + 1) % 100 == 0) {
          long bytes = size(file);
          most = Math.max(most, bytes);
          assertTrue(bytes <= retention.maxBytes(), i + ": " + bytes);
        }
      }
      assertEquals(ticks, recorder.written());
      assertEquals(0, recorder.dropped());
    }
    assertTrue(size(file) <= retention.maxBytes());
    assertTrue(most > retention.maxBytes() / 2, "a bound that is never met proves nothing");
    List<Sample> replayed = Recordings.replay(file);
    assertTrue(replayed.get(replayed.size() - 1).isSameAs(last));
    Arrays.sort(nanos);
    System.out.printf(
        "Recorded %d ticks: %.1f of %d MiB at most, %d ticks kept over %s; a tick took %d us, the"
            + " 99th percentile %d us, the longest %d ms%n",
        ticks,
        most / 1048576.0,
        retention.maxBytes() >> 20,
        replayed.size(),
        Duration.ofNanos(last.wallNanos() - replayed.get(0).wallNanos()),
        nanos[ticks / 2] / 1000,
        nanos[ticks * 99 / 100] / 1000,
        nanos[ticks - 1] / 1_000_000);
  }

  /** The file's, its log's and its index's. */
  private static long size(Path file) throws IOException {
    long bytes = 0;
    for (String suffix : List.of("", "-wal")) {
      Path part = file.resolveSibling(file.getFileName() + suffix);
      bytes += Files.exists(part) ? Files.size(part) : 0;
    }
    return bytes;
  }
}
