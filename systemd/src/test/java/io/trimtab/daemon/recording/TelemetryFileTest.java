package io.trimtab.daemon.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.Collector;
import io.trimtab.collector.Level;
import io.trimtab.collector.record.Origin;
import io.trimtab.collector.record.Recording;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import io.trimtab.daemon.report.PressureReader;
import io.trimtab.testing.RequiresRoot;
import io.trimtab.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryFileTest {
  private static final Origin ORIGIN = new Origin("test", "6.18", "host", Instant.EPOCH);
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  @TempDir private Path directory;
  private Duration every = Duration.ofMillis(1);
  private long now;

  private TelemetryFile open(Path file) {
    return new TelemetryFile(
        file,
        Schema.shipped(),
        ORIGIN,
        new TelemetryFile.Limits(every, 4 << 20, Duration.ofDays(7)),
        () -> now);
  }

  private static Collector collector() {
    return Collector.open(
        new Collector.Options(Path.of("/"), Level.PROC, List.of()),
        Clock.systemUTC(),
        System::nanoTime,
        line -> {});
  }

  private static List<String> labels(Path file) {
    List<String> labels = new ArrayList<>();
    try (Recording recording = Recording.open(file, Schema.shipped())) {
      recording.replay((tick, sample) -> labels.add(tick.label()));
    }
    return labels;
  }

  @Test
  void ticksAreThereWithTheirClassAndTheReportHasItsCurve() throws InterruptedException {
    Path file = directory.resolve("telemetry.db");
    Instant begun = Instant.now();
    try (Collector collector = collector();
        TelemetryFile telemetry = open(file)) {
      for (String label : List.of("cpu", "cpu", "fork")) {
        telemetry.add(collector.tick().copy(), label);
        spin(60);
      }
      assertTrue(telemetry.trouble().isEmpty(), () -> telemetry.trouble().toString());
    }

    assertEquals(List.of("cpu", "cpu", "fork"), labels(file));
    assertFalse(PressureReader.read(file, begun.minusSeconds(1), Instant.now()).isEmpty());
  }

  private static Sample tick(Collector collector) throws InterruptedException {
    spin(2);
    return collector.tick().copy();
  }

  @Test
  void ticksThatComeTooSoonAreLeftOut() throws InterruptedException {
    every = Duration.ofMillis(200);
    Path file = directory.resolve("telemetry.db");
    try (Collector collector = collector();
        TelemetryFile telemetry = open(file)) {
      telemetry.add(tick(collector), "one");
      telemetry.add(tick(collector), "two");
      Thread.sleep(200);
      telemetry.add(tick(collector), "three");
    }

    assertEquals(List.of("one", "three"), labels(file));
  }

  /** So that there is progress to relate pressure to. */
  private static void spin(long millis) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    while (System.nanoTime() < end) {
      Thread.sleep(1);
    }
  }

  @Test
  void theOlderTheCoarserWhateverTheAge() {
    for (Duration age : List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(3650))) {
      TelemetryFile.Limits limits = new TelemetryFile.Limits(Duration.ofSeconds(1), 64 << 20, age);
      assertEquals(age, limits.retention().keepCoarse());
      assertTrue(limits.retention().keepFine().compareTo(Duration.ofHours(1)) <= 0);
    }
  }

  @Test
  @RequiresRoot
  void onAFullDiskItStopsAndGoesOnWhenThereIsRoom() throws IOException, InterruptedException {
    Path place = Files.createDirectory(directory.resolve("disk"));
    SmallDisk disk = SmallDisk.mount(place, 48);
    Path file = place.resolve("telemetry.db");
    try (Collector collector = collector();
        TelemetryFile telemetry = open(file)) {
      telemetry.add(tick(collector), "one");
      disk.fill();
      now = MINUTE;
      telemetry.add(tick(collector), "two");
      assertEquals("less than 32 MiB are free in " + place, telemetry.trouble().orElse(""));
      disk.empty();
      telemetry.add(tick(collector), "three");
      now = 2 * MINUTE;
      telemetry.add(tick(collector), "four");

      assertTrue(telemetry.trouble().isEmpty(), () -> telemetry.trouble().toString());
      assertEquals(List.of("one", "four"), labels(file));
    } finally {
      disk.unmount();
    }
  }

  @Test
  void whatIsNoRecordingIsToldAndLeftAlone() throws IOException {
    Path file = Files.createDirectory(directory.resolve("telemetry.db"));
    try (Collector collector = collector();
        TelemetryFile telemetry = open(file)) {
      telemetry.add(collector.tick().copy(), "");

      assertTrue(telemetry.trouble().orElse("").contains("is not a file"), () -> "" + file);
    }
  }
}
