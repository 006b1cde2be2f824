package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

/** The running kernel, recorded at level proc, and what replay makes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordReplayTest {
  @TempDir private Path directory;
  private Path file;
  private Console recorded;

  @BeforeAll
  void record() {
    file = directory.resolve("host.db");
    recorded = run("record --level proc --for 3s --label first --json --out " + file);
    assertEquals(0, recorded.exitCode(), recorded.err());
  }

  private static Console run(String commandLine) {
    return Console.run(Arrays.asList(commandLine.split(" ")));
  }

  @Test
  void theSummaryOfARecordingCountsItsTicks() {
    JsonObject summary = recorded.json().getAsJsonObject();
    assertEquals(
        Set.of("file", "level", "ticks", "missed", "dropped", "seconds", "bytes", "absent"),
        summary.keySet());
    assertEquals("proc", summary.get("level").getAsString());
    assertEquals(3, summary.get("ticks").getAsInt() + summary.get("missed").getAsInt());
    assertEquals(0, summary.get("dropped").getAsInt());
    assertTrue(summary.get("bytes").getAsLong() >= 4096);
    JsonArray absent = summary.getAsJsonArray("absent");
    assertTrue(
        absent.asList().stream()
            .map(one -> one.getAsJsonObject().get("metric").getAsString())
            .anyMatch("sched.wakeups"::equals),
        "no eBPF at level proc");
    assertEquals(Set.of("metric", "reason"), absent.get(0).getAsJsonObject().keySet());
  }

  @Test
  void everySampleIsALineOfJson() {
    Console console = run("replay --json " + file);
    assertEquals(0, console.exitCode(), console.err());
    List<JsonObject> samples = new ArrayList<>();
    console.out().lines().forEach(l -> samples.add(JsonParser.parseString(l).getAsJsonObject()));
    assertEquals(recorded.json().getAsJsonObject().get("ticks").getAsInt(), samples.size());
    long before = 0;
    for (JsonObject sample : samples) {
      assertEquals("first", sample.get("label").getAsString());
      assertEquals(1000, sample.get("resolution_ms").getAsInt());
      JsonObject host = sample.getAsJsonObject("host");
      long switches = host.get("sched.switches").getAsLong();
      assertTrue(switches > before, switches + " after " + before);
      before = switches;
      assertTrue(host.get("sched.runqueue_latency").isJsonNull());
      assertTrue(sample.getAsJsonObject("cpu").has("0"));
    }
  }

  @Test
  void globsAndTimesChoose() {
    Console one = run("replay --json --metric memory.free,psi.* --to 1s " + file);
    JsonObject sample = one.json().getAsJsonObject();
    assertEquals(
        Set.of("time", "wall_ns", "monotonic_ns", "resolution_ms", "label", "host"),
        sample.keySet());
    assertTrue(sample.getAsJsonObject("host").get("memory.free").getAsLong() > 0);
    assertEquals("", run("replay --json --from 1h " + file).out());
    assertEquals("", run("replay --json --label other " + file).out());
    assertNotEquals("", run("replay --json --label first " + file).out());
  }

  @Test
  void csvHasALineForEveryValue() {
    Console console = run("replay --csv --metric sched.forks,cpu.time_idle " + file);
    List<String> lines = console.out().lines().toList();
    assertEquals("time,monotonic_ns,label,scope,instance,metric,value", lines.get(0));
    assertTrue(lines.get(1).matches("20\\S+Z,\\d+,first,host,,sched\\.forks,\\d+"), lines.get(1));
    assertTrue(lines.get(2).matches("20\\S+Z,\\d+,first,cpu,0,cpu\\.time_idle,\\d+"), lines.get(2));
  }

  @Test
  void peopleSeeASummary() {
    Console console = run("replay " + file);
    assertEquals(0, console.exitCode(), console.err());
    assertTrue(console.out().contains("labels: first"), console.out());
    assertTrue(
        console.out().lines().anyMatch(l -> l.matches("sched\\.switches +events/s +\\S+ .*")),
        console.out());
    assertTrue(console.out().contains(" that were absent"), console.out());
  }

  @Test
  void wrongInputIsNamedInALine() throws Exception {
    Path text =
        Files.writeString(directory.resolve("text"), "nothing like a database\n".repeat(99));
    check("replay " + directory.resolve("none"), 2, "there is no such file");
    check("replay " + text, 1, "it is not a recording");
    check("replay --metric sched.swiches " + file, 2, "did you mean sched.switches?");
    check("replay --from yesterday " + file, 2, "\"yesterday\" is no moment");
    check("replay --json --csv " + file, 2, "mutually exclusive");
    check("record --out " + directory, 1, "is not a file");
    check("record --max-size 1M --out " + file, 2, "--max-size 1M is below 4M");
    check("record --every 0s --out " + file, 2, "no time at all");
    check("record --level some --out " + file, 2, "--level");
    check("record", 2, "--out");
  }

  private static void check(String commandLine, int code, String message) {
    Console console = run(commandLine);
    assertEquals(code, console.exitCode(), console.err());
    String first = console.err().lines().findFirst().orElse("");
    assertTrue(first.startsWith("trimtab: "), first);
    assertTrue(first.contains(message), first);
    assertEquals("", console.out());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T15:30:00Z, 1795275000000000000",
    "2026-11-21 15:30:00, 1795275000000000000",
    "10m, 600000001234",
    "0s, 1234"
  })
  void momentsAreTimesOrAges(String text, long nanos) {
    assertEquals(nanos, Moments.wallNanos(text, 1234, ZoneId.of("UTC")));
  }

  @Test
  void otherMomentsAreRefused() {
    for (String text : List.of("", "Z", "2026-13-01T00:00:00", "9999999-01-01T00:00:00Z", "now")) {
      assertThrows(
          TypeConversionException.class, () -> Moments.wallNanos(text, 0, ZoneId.of("UTC")), text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "1.5, 1.50",
    "99.94, 99.9",
    "999.4, 999",
    "1000, 1.00k",
    "999500, 1.00M",
    "-12345, -12.3k",
    "0.004, 0.00"
  })
  void numbersHaveThreeDigits(double value, String text) {
    assertEquals(text, MetricSummary.compact(value));
  }
}
