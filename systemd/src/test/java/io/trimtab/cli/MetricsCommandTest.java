package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.trimtab.collector.schema.Schema;
import io.trimtab.testing.RequiresEbpf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsCommandTest {
  private static final Path REFERENCE = Path.of("../docs/metrics.md");
  private static final String UPDATE = "mvn -pl systemd -am test -Dtrimtab.update=true";

  @TempDir Path root;

  private static Console run(String... words) {
    return Console.run(List.of(words));
  }

  /** A host that has but CPU times and memory. */
  private Console onSmallHost(String... words) throws IOException {
    Files.createDirectories(root.resolve("proc/sys/kernel"));
    Files.createDirectories(root.resolve("sys/devices/system/cpu"));
    Files.writeString(root.resolve("proc/sys/kernel/hostname"), "tiny\n");
    Files.writeString(root.resolve("sys/devices/system/cpu/online"), "0\n");
    Files.writeString(
        root.resolve("proc/stat"), "cpu  10 0 5 100 1 0 0 0 0 0\ncpu0 10 0 5 100 1 0 0 0 0 0\n");
    Files.writeString(root.resolve("proc/meminfo"), "MemTotal:  2048 kB\nMemFree:  1024 kB\n");
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--root";
    all[words.length + 1] = root.toString();
    return run(all);
  }

  @Test
  void theReferenceIsUpToDate() throws IOException {
    String markdown = MetricsReference.markdown(Schema.shipped());
    if (Boolean.getBoolean("trimtab.update")) {
      Files.writeString(REFERENCE, markdown);
    }
    String written = Files.exists(REFERENCE) ? Files.readString(REFERENCE) : "";
    assertEquals(written, markdown, "docs/metrics.md is out of date; write it again: " + UPDATE);
  }

  @Test
  void listsWhatMatchesAndWhyItIsAbsent() throws IOException {
    Console console = onSmallHost("metrics", "memory.free,sched.wakeups");

    assertEquals(0, console.exitCode(), console.err());
    assertTrue(console.out().contains("memory.free"), console.out());
    assertTrue(console.out().contains("/proc/meminfo"), console.out());
    assertFalse(console.out().contains("memory.total"), console.out());
    assertTrue(console.out().contains("Absent here"), console.out());
    assertTrue(console.out().contains("eBPF sees the running kernel alone"), console.out());
  }

  @Test
  void jsonHasWhatTheDocumentsSay() throws IOException {
    Console console = onSmallHost("metrics", "--json");

    JsonArray metrics = console.json().getAsJsonArray();
    assertEquals(Schema.shipped().metrics().size(), metrics.size());
    for (JsonElement element : metrics) {
      JsonObject metric = element.getAsJsonObject();
      assertEquals(
          Set.of(
              "name",
              "type",
              "unit",
              "scope",
              "source",
              "key",
              "meaning",
              "column",
              "prometheus",
              "available",
              "reason"),
          metric.keySet());
      assertEquals(metric.get("available").getAsBoolean(), metric.get("reason").isJsonNull());
      boolean told = metric.get("available").getAsBoolean();
      String source = metric.get("source").getAsString();
      assertTrue(!told || Set.of("/proc/stat", "/proc/meminfo").contains(source), source);
    }
  }

  @Test
  void nowTellsValuesAndRates() throws IOException {
    JsonObject now = onSmallHost("metrics", "--now", "--json").json().getAsJsonObject();

    assertEquals(Set.of("time", "seconds", "values"), now.keySet());
    assertEquals(1.0, now.get("seconds").getAsDouble(), 0.5);
    JsonObject free = value(now, "memory.free");
    assertEquals(1 << 20, free.get("value").getAsLong());
    assertTrue(free.get("instance").isJsonNull());
    assertTrue(free.get("per_second").isJsonNull());
    JsonObject user = value(now, "cpu.time_user");
    assertEquals("0", user.get("instance").getAsString());
    assertEquals(100_000_000, user.get("value").getAsLong());
    assertEquals(0.0, user.get("per_second").getAsDouble());
    JsonObject waits = value(now, "sched.runqueue_latency");
    assertEquals(
        Set.of("name", "instance", "value", "per_second", "mean", "p50", "p99"), waits.keySet());
    assertTrue(waits.get("value").isJsonNull());
  }

  private static JsonObject value(JsonObject now, String name) {
    for (JsonElement element : now.getAsJsonArray("values")) {
      if (element.getAsJsonObject().get("name").getAsString().equals(name)) {
        return element.getAsJsonObject();
      }
    }
    throw new AssertionError("no " + name);
  }

  @Test
  void prometheusTextHasWhatIsThere() throws IOException {
    Console console = onSmallHost("metrics", "--prometheus");

    assertEquals(0, console.exitCode(), console.err());
    assertTrue(console.out().contains("\ntrimtab_memory_free_bytes 1048576.0\n"), console.out());
    assertTrue(
        console.out().contains("\ntrimtab_cpu_time_user_seconds_total{cpu=\"0\"} 0.1\n"),
        console.out());
    assertFalse(console.out().contains("wakeups"), console.out());
  }

  @Test
  void wrongInputIsOneLineAndTwo() {
    Console typo = run("metrics", "sched.wakeup");
    assertEquals(2, typo.exitCode());
    assertTrue(typo.err().contains("did you mean sched.wakeups"), typo.err());
    assertEquals(2, run("metrics", "--prometheus", "--json").exitCode());
    Console noRoot = run("metrics", "--root", "/nonexistent");
    assertEquals(2, noRoot.exitCode());
    assertTrue(noRoot.err().contains("no such directory"), noRoot.err());
    assertEquals(2, run("metrics", "--level", "some").exitCode());
  }

  @Test
  @RequiresEbpf
  void theRunningKernelIsSeenThroughEbpf() {
    JsonObject now = run("metrics", "sched.*", "--now", "--json").json().getAsJsonObject();
    JsonObject waits = value(now, "sched.runqueue_latency");
    assertTrue(waits.get("value").getAsLong() > 0);
    assertTrue(waits.get("p50").getAsDouble() <= waits.get("p99").getAsDouble());
    assertTrue(value(now, "sched.wakeups").get("per_second").getAsDouble() > 0);
  }

  @Test
  void watchPrintsAFrameOrALineOffATerminal() throws IOException {
    Console frame = onSmallHost("watch", "--once");
    assertEquals(0, frame.exitCode(), frame.err());
    assertTrue(frame.out().contains("trimtab watch  tiny"), frame.out());
    assertTrue(
        frame.out().contains("1M available of 2M") || frame.out().contains("of 2M"), frame.out());
    assertFalse(frame.out().contains("\u001b"));

    Console lines = onSmallHost("watch", "--json", "--for", "2s");
    List<String> each = lines.out().lines().toList();
    assertEquals(2, each.size(), lines.out());
    for (String line : each) {
      JsonObject object = JsonParser.parseString(line).getAsJsonObject();
      assertEquals(Set.of("time", "seconds", "values", "sysctl_writes"), object.keySet());
    }
  }
}
