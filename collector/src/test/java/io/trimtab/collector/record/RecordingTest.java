package io.trimtab.collector.record;

import static io.trimtab.collector.record.Recordings.SCHEMA;
import static io.trimtab.collector.record.Recordings.options;
import static io.trimtab.collector.record.Recordings.query;
import static io.trimtab.collector.record.Recordings.recorder;
import static io.trimtab.collector.record.Recordings.replay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  @TempDir private Path directory;

  @Test
  void aThousandSamplesComeBackToTheBit() {
    Path file = directory.resolve("r.db");
    List<Sample> samples = arbitrarySamples(1000);
    try (Recorder recorder = recorder(file)) {
      samples.forEach(recorder::accept);
      assertEquals(1000, recorder.written());
    }
    assertSame(samples, replay(file));
  }

  @Test
  void aRecordingCanBeReadWhileItGrowsAndGoneOnWith() {
    Path file = directory.resolve("r.db");
    List<Sample> samples = arbitrarySamples(300);
    try (Recorder recorder = recorder(file)) {
      samples.subList(0, 100).forEach(recorder::accept);
      assertSame(samples.subList(0, 100), replay(file));
      samples.subList(100, 150).forEach(recorder::accept);
    }
    try (Recorder recorder = recorder(file)) {
      samples.subList(150, 300).forEach(recorder::accept);
    }
    assertSame(samples, replay(file));
  }

  @Test
  void whatIsKnownOfItIsTold() throws Exception {
    Path file = directory.resolve("r.db");
    SyntheticHost host = new SyntheticHost(SCHEMA, 1, 1_000_000_000L);
    for (String label : List.of("idle", "", "make")) {
      try (Recorder recorder =
          Recorder.open(file, SCHEMA, options(label, Retention.DEFAULT), Problems.ignored())) {
        recorder.accept(host.tick());
        recorder.accept(host.tick());
      }
    }
    List<Tick> ticks = new ArrayList<>();
    try (Recording recording = Recording.open(file, SCHEMA)) {
      RecordingInfo info = recording.info();
      assertEquals(Recordings.ORIGIN, info.origin());
      assertEquals(6, info.ticks());
      assertEquals(List.of("idle", "make"), info.labels());
      assertEquals(SyntheticHost.START + 1_000_000_000L, info.firstWallNanos());
      assertEquals(SyntheticHost.START + 6_000_000_000L, info.lastWallNanos());
      recording.replay((tick, sample) -> ticks.add(tick));
    }
    assertEquals(
        List.of("idle", "idle", "", "", "make", "make"), ticks.stream().map(Tick::label).toList());
    assertEquals(1000, ticks.get(0).resolution().toMillis());
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void peopleCanAskItInSql() throws Exception {
    Path file = directory.resolve("r.db");
    Layout layout =
        new Layout(SCHEMA, Map.of(Scope.CPU, List.of("0"), Scope.DEVICE, List.of("sda", "vda")));
    Sample sample = new Sample(layout);
    sample.begin(SyntheticHost.START, 5);
    sample.set(layout.at(SCHEMA.get("block.reads"), 1), 77);
    sample.set(layout.at(SCHEMA.get("sched.switches")), 123);
    try (Recorder recorder = recorder(file)) {
      recorder.accept(sample);
    }
    assertEquals(
        List.of("2026-09-21 14:13:20|123|sda|null", "2026-09-21 14:13:20|123|vda|77"),
        query(
            file,
            "SELECT time, sched_switches, device, block_reads FROM tick"
                + " JOIN host ON host.tick = tick.id JOIN device ON device.tick = tick.id"
                + " ORDER BY device"));
    assertEquals(List.of("1"), query(file, "SELECT value FROM meta WHERE name = 'schema'"));
  }

  @Test
  void metricsThatCameSinceAreAddedAndAbsentBefore() {
    Path file = directory.resolve("r.db");
    List<Metric> fewer = new ArrayList<>(SCHEMA.metrics());
    fewer.removeIf(
        metric -> metric.name().equals("block.reads") || metric.name().endsWith("forks"));
    Schema earlier = new Schema(SCHEMA.version(), fewer);
    SyntheticHost old = new SyntheticHost(earlier, 1, 1_000_000_000L);
    try (Recorder recorder =
        Recorder.open(file, earlier, options("", Retention.DEFAULT), Problems.ignored())) {
      recorder.accept(old.tick());
    }
    Metric reads = SCHEMA.get("block.reads");
    Sample first = replay(file).get(0);
    assertTrue(first.isAbsent(first.layout().at(reads, 0)));
    Metric writes = SCHEMA.get("block.writes");
    assertTrue(!first.isAbsent(first.layout().at(writes, 0)));

    Sample now = new SyntheticHost(SCHEMA, 2, 1_000_000_000L).tick();
    try (Recorder recorder = recorder(file)) {
      recorder.accept(now);
    }
    List<Sample> both = replay(file);
    assertTrue(both.get(0).isSameAs(first));
    assertTrue(both.get(1).isSameAs(now));
  }

  private static void assertSame(List<Sample> expected, List<Sample> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertTrue(actual.get(i).isSameAs(expected.get(i)), "sample " + i);
    }
  }

  /** Any numbers at all, with instances that come, go and change places. */
  private static List<Sample> arbitrarySamples(int count) {
    Random random = new Random(7);
    List<Sample> samples = new ArrayList<>();
    Layout layout = new Layout(SCHEMA, Map.of());
    for (int i = 0; i < count; i++) {
      if (i > 0 && random.nextInt(10) == 0) {
        layout =
            new Layout(
                SCHEMA,
                Map.of(
                    Scope.CPU, some(random, "0", "1", "2", "10"),
                    Scope.DEVICE, some(random, "vda", "sda", "nvme0n1", "dm-0", "é '\"%"),
                    Scope.CGROUP, some(random, "/", "/system.slice", "/a b")));
      }
      Sample sample = new Sample(layout);
      sample.begin(
          SyntheticHost.START + i * 1_000_000_000L - random.nextInt(1000), i * 999_999_999L);
      for (int at = 0; at < layout.size(); at++) {
        switch (random.nextInt(4)) {
          case 0 -> sample.set(at, random.nextLong());
          case 1 -> sample.set(at, random.nextInt(100));
          case 2 -> sample.set(at, 0);
          default -> {
            // It stays absent.
          }
        }
      }
      samples.add(sample);
    }
    return samples;
  }

  private static List<String> some(Random random, String... names) {
    List<String> chosen = new ArrayList<>();
    for (String name : names) {
      if (random.nextBoolean()) {
        chosen.add(random.nextInt(chosen.size() + 1), name);
      }
    }
    return chosen;
  }
}
