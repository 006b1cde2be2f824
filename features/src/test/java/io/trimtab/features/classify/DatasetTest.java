package io.trimtab.features.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.record.Origin;
import io.trimtab.collector.record.Recorder;
import io.trimtab.collector.record.RecorderOptions;
import io.trimtab.collector.record.Retention;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Problems;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import io.trimtab.features.FeaturesException;
import io.trimtab.features.extract.HostFeatures;
import io.trimtab.features.registry.FeatureSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {
  private static final long SECOND = 1_000_000_000L;
  @TempDir Path directory;
  private long now = 1_000 * SECOND;

  @Test
  void labelsHaveThreeParts() {
    assertEquals(
        Optional.of(new RunLabel("random_read", "fio-psync", "2")),
        RunLabel.parse("random_read/fio-psync/2"));
    for (String text : List.of("", "idle", "a/b", "a/b/c/d", "A/b/1", "a//1", "a/b,c/1")) {
      assertEquals(Optional.empty(), RunLabel.parse(text), text);
    }
  }

  @Test
  void runsAreStretchesOfOneLabelWithoutTheirBeginnings() {
    Path file = directory.resolve("a.db");
    record(file, "idle/sleep/1", 6);
    record(file, "", 3);
    record(file, "cpu/awk/1", 5);
    record(file, "cpu/awk/2", 2);
    now += 10 * SECOND;
    record(file, "cpu/awk/1", 4);
    Dataset dataset = RecordedRuns.read(file);
    assertEquals(
        List.of("idle/sleep/1 4", "cpu/awk/1 3", "cpu/awk/1 2"),
        dataset.runs().stream().map(run -> run.label() + " " + run.vectors().size()).toList());
    double switches = dataset.runs().get(1).vectors().get(0)[place("switches")];
    assertEquals(2, switches, 1e-9, "3 a second on one CPU: log2(1 + 3)");
  }

  @Test
  void aGapEndsARun() {
    Path file = directory.resolve("gap.db");
    record(file, "idle/sleep/1", 4);
    now += 5 * SECOND;
    record(file, "idle/sleep/1", 4);
    assertEquals(2, RecordedRuns.read(file).runs().size());
  }

  @Test
  void textKeepsWhatARecordingGave() throws IOException {
    Path file = directory.resolve("b.db");
    record(file, "idle/sleep/1", 5);
    record(file, "cpu/awk/1", 5);
    Dataset dataset = RecordedRuns.read(file);
    Path text = directory.resolve("b.csv.gz");
    Datasets.write(dataset, text);
    Dataset again = Datasets.read(List.of(text));
    assertEquals(dataset.digest(), again.digest());
    for (int run = 0; run < 2; run++) {
      for (int i = 0; i < dataset.runs().get(run).vectors().size(); i++) {
        assertArrayEquals(
            dataset.runs().get(run).vectors().get(i), again.runs().get(run).vectors().get(i));
      }
    }
    assertEquals(4, Datasets.read(List.of(file, text)).runs().size());
    assertNotEquals(dataset.digest(), again.and(dataset).digest());
  }

  @Test
  void textThatIsNoneIsRefused() throws IOException {
    refused("nonsense", "does not begin");
    refused("label,run,a\nidle/x/1,0\n", "2 cells");
    refused("label,run,a\nidle/x/1,0,zz\n", "not a number");
    refused("label,run,a\nidle,0,1\n", "no label");
    Path missing = directory.resolve("missing.db");
    assertThrows(RuntimeException.class, () -> Datasets.read(List.of(missing)));
    Path damaged = directory.resolve("damaged.csv.gz");
    Files.write(damaged, new byte[] {0x1f, (byte) 0x8b, 1, 2, 3});
    assertThrows(FeaturesException.class, () -> Datasets.read(List.of(damaged)));
  }

  @Test
  void filesOfOtherFeaturesAreNotMixed() {
    Dataset one = new Dataset(new FeatureSchema(List.of("a")), List.of());
    Dataset other = new Dataset(new FeatureSchema(List.of("b")), List.of());
    assertThrows(FeaturesException.class, () -> one.and(other));
  }

  private static void refused(String text, String part) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var zipped = new java.util.zip.GZIPOutputStream(bytes)) {
      zipped.write(text.getBytes(StandardCharsets.UTF_8));
    }
    FeaturesException e =
        assertThrows(
            FeaturesException.class,
            () -> DatasetCsv.read(new ByteArrayInputStream(bytes.toByteArray()), "it"));
    assertTrue(e.getMessage().startsWith("it") && e.getMessage().contains(part), e.getMessage());
  }

  /** Ticks a second apart, in each of which three switches came. */
  private void record(Path file, String label, int ticks) {
    Schema schema = Schema.shipped();
    RecorderOptions options =
        new RecorderOptions(
            Duration.ofSeconds(1),
            label,
            Retention.DEFAULT,
            new Origin("test", "6.1", "host", Instant.EPOCH));
    Layout layout =
        new Layout(schema, Map.of(Scope.CPU, List.of("0"), Scope.DEVICE, List.of("vda")));
    try (Recorder recorder = Recorder.open(file, schema, options, Problems.ignored())) {
      for (int i = 0; i < ticks; i++) {
        now += SECOND;
        Sample sample = new Sample(layout);
        sample.begin(now, now);
        sample.set(layout.at(schema.get("sched.switches")), 3 * (now / SECOND));
        recorder.accept(sample);
      }
      assertEquals(ticks, recorder.written());
    }
  }

  private static int place(String feature) {
    return HostFeatures.schema().place(feature);
  }
}
