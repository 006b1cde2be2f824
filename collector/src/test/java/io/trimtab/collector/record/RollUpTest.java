package io.trimtab.collector.record;

import static io.trimtab.collector.record.Recordings.SCHEMA;
import static io.trimtab.collector.record.Recordings.options;
import static io.trimtab.collector.record.Recordings.query;
import static io.trimtab.collector.record.Recordings.replay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.MetricType;
import io.trimtab.collector.schema.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollUpTest {
  private static final Retention SHORT =
      new Retention(
          64L << 20,
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(300),
          Duration.ofSeconds(60),
          Duration.ofSeconds(900));

  @TempDir private Path directory;

  @Test
  void oldTicksBecomeTheLastOfTheirGroupWithTheMeanOfItsGauges() {
    Path file = directory.resolve("r.db");
    Map<Long, Sample> taken = new HashMap<>();
    SyntheticHost host = new SyntheticHost(SCHEMA, 1, 1_000_000_000L);
    List<Sample> samples = new ArrayList<>();
    try (Recorder recorder = open(file, "")) {
      for (int i = 0; i < 400; i++) {
        Sample sample = host.tick();
        recorder.accept(sample);
        samples.add(sample);
        taken.put(sample.wallNanos(), sample);
      }
    }
    List<Tick> ticks = new ArrayList<>();
    List<Sample> replayed = new ArrayList<>();
    try (Recording recording = Recording.open(file, SCHEMA)) {
      recording.replay(
          (tick, sample) -> {
            ticks.add(tick);
            replayed.add(sample);
          });
    }
    List<Long> seconds = ticks.stream().map(tick -> tick.resolution().toSeconds()).toList();
    // 400 s: 60 s and a started group as taken, 300 s at 10 s, the rest by the minute.
    assertEquals(List.of(60L, 10L, 1L), seconds.stream().distinct().toList());
    assertTrue(seconds.stream().filter(s -> s == 1).count() <= 70, seconds::toString);
    assertTrue(seconds.stream().filter(s -> s == 10).count() <= 30, seconds::toString);
    int first = 0;
    for (Sample after : replayed) {
      Sample last = taken.get(after.wallNanos());
      int end = samples.indexOf(last) + 1;
      compare(samples.subList(first, end), after);
      first = end;
    }
    assertEquals(400, first);
  }

  private static void compare(List<Sample> group, Sample after) {
    Sample last = group.get(group.size() - 1);
    assertEquals(last.monotonicNanos(), after.monotonicNanos());
    assertTrue(last.layout().isSameAs(after.layout()));
    for (Scope scope : Scope.values()) {
      for (int i = 0; i < last.layout().instances(scope).size(); i++) {
        for (Metric metric : SCHEMA.metrics(scope)) {
          int at = last.layout().at(metric, i);
          if (metric.type() == MetricType.GAUGE) {
            double mean = group.stream().mapToLong(s -> s.get(at)).average().orElseThrow();
            // Rounded at 10 s, and again at a minute.
            assertEquals(mean, after.get(at), 1.01, metric.name());
          } else {
            for (int k = 0; k < metric.type().width(); k++) {
              assertEquals(last.get(at + k), after.get(at + k), metric.name());
            }
          }
        }
      }
    }
  }

  @Test
  void whatIsTooOldGoesAndPlacesAreKept() throws Exception {
    Path file = directory.resolve("r.db");
    SyntheticHost host = new SyntheticHost(SCHEMA, 1, 1_000_000_000L);
    try (Recorder recorder = open(file, "")) {
      for (int i = 0; i < 1500; i++) {
        recorder.accept(host.tick());
      }
    }
    List<Sample> replayed = replay(file);
    long span = replayed.get(replayed.size() - 1).wallNanos() - replayed.get(0).wallNanos();
    assertTrue(span <= 901_000_000_000L, "" + span);
    assertTrue(span >= 820_000_000_000L, "" + span);
    assertEquals(SyntheticHost.DEVICES, replayed.get(0).layout().instances(Scope.DEVICE));
    assertEquals(
        List.of("0"),
        query(file, "SELECT count(*) FROM device WHERE tick NOT IN (SELECT id FROM tick)"),
        "no row without its tick");
  }

  @Test
  void labelsStayApartAndAbsentValuesDoNotCount() throws Exception {
    Path file = directory.resolve("r.db");
    Layout layout = new Layout(SCHEMA, Map.of());
    Metric gauge = SCHEMA.get("memory.free");
    Metric counter = SCHEMA.get("sched.switches");
    long[] free = {10, Sample.ABSENT, 15, 100, 200};
    for (int i = 0; i < free.length; i++) {
      try (Recorder recorder = open(file, i < 3 ? "a" : "b")) {
        Sample sample = new Sample(layout);
        sample.begin(SyntheticHost.START + i * 1_000_000_000L, i * 1_000_000_000L);
        sample.set(layout.at(gauge), free[i]);
        sample.set(layout.at(counter), i);
        recorder.accept(sample);
      }
    }
    try (Recorder recorder = open(file, "c")) {
      for (int i = 0; i < 3; i++) {
        Sample late = new Sample(layout);
        // Another boot: the clock that never jumps starts over, and 200 s have passed.
        late.begin(SyntheticHost.START + 200_000_000_000L + i, 5 + i);
        recorder.accept(late);
      }
    }
    assertEquals(
        List.of("a|2|13", "b|4|150"),
        query(
            file,
            "SELECT label, sched_switches, memory_free FROM tick JOIN host ON host.tick = tick.id"
                + " WHERE label <> 'c'"));
  }

  @Test
  void aWallClockThatJumpsAgesNothing() {
    Path file = directory.resolve("r.db");
    Layout layout = new Layout(SCHEMA, Map.of());
    List<Sample> samples = new ArrayList<>();
    try (Recorder recorder = open(file, "")) {
      for (int i = 0; i < 50; i++) {
        Sample sample = new Sample(layout);
        long jump = i < 20 ? 0 : i < 35 ? 86_400_000L * 1_000_000_000L : -3_600_000_000_000L;
        sample.begin(SyntheticHost.START + i * 1_000_000_000L + jump, i * 1_000_000_000L);
        samples.add(sample);
        recorder.accept(sample);
      }
    }
    List<Sample> replayed = replay(file);
    assertEquals(50, replayed.size());
    for (int i = 0; i < 50; i++) {
      assertTrue(replayed.get(i).isSameAs(samples.get(i)));
    }
    assertFalse(replayed.isEmpty());
  }

  private static Recorder open(Path file, String label) {
    return Recorder.open(file, SCHEMA, options(label, SHORT), Problems.ignored());
  }
}
