package io.trimtab.collector.bench;

import io.trimtab.collector.Collector;
import io.trimtab.collector.record.Origin;
import io.trimtab.collector.record.Recorder;
import io.trimtab.collector.record.RecorderOptions;
import io.trimtab.collector.record.Retention;
import io.trimtab.collector.sample.Problems;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A program that switches full collection on and off, within a moment and in a Java machine that is
 * warm: so work beside it can be measured with and without in quick turns. It records at 1 Hz while
 * it is on. Commands come on standard input, a line each ({@code on}, {@code off}), and are
 * answered when they are done.
 */
public final class CollectionSwitch {
  private CollectionSwitch() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path file = Path.of(arguments[0]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    Optional<Collection> on = Optional.empty();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (on.isPresent()) {
        on.get().close();
        on = Optional.empty();
      }
      if (line.equals("on")) {
        on = Optional.of(new Collection(file));
      }
      System.out.println(line);
    }
    if (on.isPresent()) {
      on.get().close();
    }
  }

  private static final class Collection {
    private final Collector collector;
    private final Recorder recorder;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();

    Collection(Path file) {
      collector =
          Collector.open(Collector.Options.live(), Clock.systemUTC(), System::nanoTime, line -> {});
      RecorderOptions options =
          new RecorderOptions(
              Duration.ofSeconds(1),
              "",
              Retention.DEFAULT,
              new Origin("benchmark", "", "", Instant.EPOCH));
      recorder = Recorder.open(file, collector.schema(), options, Problems.ignored());
      // Half a tick after the beginning: on average a tick falls into every second of work.
      ticks.scheduleAtFixedRate(
          () -> recorder.accept(collector.tick()), 500, 1000, TimeUnit.MILLISECONDS);
    }

    void close() throws InterruptedException {
      ticks.shutdown();
      ticks.awaitTermination(5, TimeUnit.SECONDS);
      recorder.close();
      collector.close();
    }
  }
}
