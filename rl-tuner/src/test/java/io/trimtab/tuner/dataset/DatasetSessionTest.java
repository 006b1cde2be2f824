package io.trimtab.tuner.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.Collector;
import io.trimtab.collector.Level;
import io.trimtab.collector.record.Origin;
import io.trimtab.collector.record.Recorder;
import io.trimtab.collector.record.RecorderOptions;
import io.trimtab.collector.record.Recording;
import io.trimtab.collector.record.Retention;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.schema.Schema;
import io.trimtab.features.classify.RunLabel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short recordings of real programs on the running kernel, at level proc. */
class DatasetSessionTest {
  private static final int SECONDS = 2;

  private static final String PROGRAMS =
      """
      [[program]]
      class = "idle"
      name = "sleep"
      command = ["sleep", "{seconds}"]
      intensities = [{ is = "1" }]

      [[program]]
      class = "cpu"
      name = "shell"
      command = ["sh", "-c", 'cp "$0" "$1"/copy && while :; do :; done', "{words}", "{scratch}"]
      warmup = 1
      intensities = [{ is = "1" }]

      [[program]]
      class = "fork"
      name = "broken"
      command = ["sh", "-c", 'sleep 0.2; exit 3']
      intensities = [{ is = "1" }]

      [[file]]
      name = "words"
      kind = "text"
      size = "64K"
      """;

  @TempDir private Path directory;
  private final TrainingCatalogue catalogue = TrainingCatalogue.read("test.toml", PROGRAMS);
  private final List<String> heard = new ArrayList<>();

  private final class Listener implements DatasetListener {
    private final Runnable onBegun;

    private Listener(Runnable onBegun) {
      this.onBegun = onBegun;
    }

    @Override
    public void skipped(TrainingProgram program, String reason) {}

    @Override
    public void making(TrainingFile file) {
      heard.add("making " + file.name());
    }

    @Override
    public void begun(RunLabel label, int number, int total, Duration left) {
      heard.add("begun " + number + "/" + total);
      assertTrue(left.toSeconds() >= SECONDS, left::toString);
      onBegun.run();
    }

    @Override
    public void recorded(RunLabel label) {}

    @Override
    public void failed(RunLabel label, String reason) {
      heard.add(label + " " + reason);
    }
  }

  private Path file() {
    return directory.resolve("runs.db");
  }

  private DatasetResult record(List<PlannedRun> plan, Optional<Duration> limit, Runnable onBegun) {
    Collector.Options options = Collector.Options.live().withHighest(Level.PROC);
    try (Collector collector =
            Collector.open(options, Clock.systemUTC(), System::nanoTime, line -> {});
        Recorder recorder =
            Recorder.open(
                file(),
                collector.schema(),
                new RecorderOptions(
                    Duration.ofSeconds(1),
                    "",
                    Retention.DEFAULT,
                    new Origin("test", "test", "test", Instant.EPOCH)),
                new Problems(line -> {}, System::nanoTime))) {
      return new DatasetSession(
              catalogue,
              new DatasetSession.Settings(directory, SECONDS, limit, 2, Optional.empty(), 1),
              collector,
              recorder,
              new Listener(onBegun),
              System::nanoTime)
          .record(plan);
    }
  }

  private List<PlannedRun> plan() {
    return RunPlan.of(catalogue.programs(), 1, 1);
  }

  private List<String> ticks() {
    List<String> labels = new ArrayList<>();
    try (Recording recording = Recording.open(file(), Schema.shipped())) {
      recording.replay((tick, sample) -> labels.add(tick.label()));
    }
    return labels;
  }

  @Test
  void wholeRunsAreRecordedAndBrokenOnesLeaveNothing() {
    DatasetResult result = record(plan(), Optional.empty(), () -> {});

    assertEquals(
        List.of("idle/sleep/1", "cpu/shell/1"),
        result.recorded().stream().map(RunLabel::toString).toList());
    assertEquals(Map.of(new RunLabel("fork", "broken", "1"), "sh exited with 3"), result.failed());
    assertEquals(1, result.left());
    assertFalse(result.interrupted());
    assertEquals(
        List.of(
            "making words",
            "begun 1/3",
            "begun 2/3",
            "begun 3/3",
            "fork/broken/1 sh exited with 3"),
        heard);
    assertEquals(
        List.of("", "idle/sleep/1", "idle/sleep/1", "", "", "cpu/shell/1", "cpu/shell/1"), ticks());
    assertFalse(Files.exists(directory.resolve("scratch")), "what runs wrote is gone");
    assertTrue(Files.exists(directory.resolve("words")), "what they read is kept");

    List<PlannedRun> left =
        RunPlan.without(plan(), RunCounts.in(file(), Schema.shipped(), SECONDS));
    assertEquals(List.of("fork/broken/1"), left.stream().map(r -> r.label().toString()).toList());
  }

  @Test
  void noRunIsBegunThatWouldEndAfterTheTime() {
    DatasetResult result = record(plan(), Optional.of(Duration.ofSeconds(SECONDS + 2)), () -> {});

    assertEquals(1, result.recorded().size());
    assertEquals(2, result.left());
    assertFalse(result.interrupted());
  }

  @Test
  void anInterruptKeepsTheRunsBeforeIt() {
    Thread main = Thread.currentThread();
    int[] begun = {0};

    DatasetResult result =
        record(
            plan(),
            Optional.empty(),
            () -> {
              if (++begun[0] == 2) {
                main.interrupt();
              }
            });

    assertTrue(result.interrupted());
    assertEquals(2, result.left());
    assertEquals(List.of("", "idle/sleep/1", "idle/sleep/1"), ticks());
    assertFalse(Files.exists(directory.resolve("scratch")));
  }
}
