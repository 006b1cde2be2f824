package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.collector.record.Recording;
import io.trimtab.collector.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training data of two cheap programs on the running kernel, at level proc. */
class DatasetCommandTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path directory;

  private static Console run(String... words) {
    List<String> all = new ArrayList<>(List.of("train", "dataset"));
    all.addAll(List.of(words));
    return Console.run(all);
  }

  private Console record(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--out=" + directory.resolve("runs.db"),
                "--dir=" + directory,
                "--only=cpu/awk,idle/perl-timer",
                "--seconds=3",
                "--most-busy=100",
                "--level=proc"));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  @Test
  void theListHasEveryClassAndWhatIsMissing() {
    Console table = run("--list");
    JsonArray programs = run("--list", "--json").json().getAsJsonArray();

    assertEquals(0, table.exitCode(), table.err());
    assertEquals(programs.size() + 2, table.out().lines().count());
    Set<String> classes = new TreeSet<>();
    for (int i = 0; i < programs.size(); i++) {
      JsonObject program = programs.get(i).getAsJsonObject();
      classes.add(program.get("class").getAsString());
      assertEquals(
          Set.of("class", "program", "intensities", "cgroup", "obstacle"), program.keySet());
    }
    assertEquals(11, classes.size());
    assertEquals(3, run("--list", "--only=cpu/awk").out().lines().count());
  }

  @Test
  void aRecordingIsGoneOnWithUntilNothingIsLeft() {
    Console first = record("--for=6s", "--json");
    assertEquals(0, first.exitCode(), first.err());
    JsonObject summary = first.json().getAsJsonObject();
    assertEquals(
        Set.of("file", "level", "recorded", "failed", "skipped", "left", "interrupted", "bytes"),
        summary.keySet());
    assertEquals("proc", summary.get("level").getAsString());
    int left = summary.get("left").getAsInt();
    assertEquals(3, summary.getAsJsonArray("recorded").size() + left);
    assertTrue(left >= 1, "6 s are not enough for all");

    Console second = record();
    assertEquals(0, second.exitCode(), second.err());
    assertTrue(second.err().contains(3 - left + " of 3 runs are recorded already"), second.err());

    Console third = record("--json");
    assertEquals(0, third.json().getAsJsonObject().getAsJsonArray("recorded").size());
    assertEquals(0, third.json().getAsJsonObject().get("left").getAsInt());
    assertEquals(
        List.of("cpu/awk/1", "idle/perl-timer/1", "idle/perl-timer/2"),
        labels(directory.resolve("runs.db")));
  }

  private static List<String> labels(Path file) {
    try (Recording recording = Recording.open(file, Schema.shipped())) {
      return recording.info().labels();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seconds=5 | --out FILE is missing.*",
        "--list --only=cpu/akw | --only cpu/akw: there is no such class or program; did you mean cpu/awk\\?",
        "--out=x.db --seconds=1 | --seconds 1 is not from 3 to 3600",
        "--out=x.db --repeat=0 | --repeat 0 is less than 1",
        "--out=x.db --dir=/none | --dir /none: no such directory",
      })
  void whatIsWrongIsRefused(String words, String message) {
    Console console = run(words.split(" "));

    assertEquals(2, console.exitCode());
    String line = console.err().lines().findFirst().orElse("");
    assertTrue(line.matches("trimtab: " + message), line);
  }

  @Test
  void ctrlCEndsWhatRunsAndLeavesAUsableFile() throws Exception {
    Path err = directory.resolve("err");
    List<String> command =
        List.of(
            "env",
            "--default-signal=INT",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Trimtab.class.getName(),
            "train",
            "dataset",
            "--out=" + directory.resolve("runs.db"),
            "--dir=" + directory,
            "--only=idle/perl-timer",
            "--seconds=3",
            "--most-busy=100",
            "--level=proc",
            "--json");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(err.toFile())
            .start();
    try {
      awaitSecondRun(process, err);
      Thread.sleep(500);
      List<ProcessHandle> running = process.descendants().toList();
      assertFalse(running.isEmpty(), "a program is running");
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
      assertTrue(running.stream().noneMatch(DatasetCommandTest::isAlive), "nothing survives");
    } finally {
      process.destroyForcibly();
    }
    assertTrue(Files.readString(directory.resolve("out")).contains("\"interrupted\": true"));
    assertEquals(1, labels(directory.resolve("runs.db")).size());
  }

  /** Whether a process runs; one that has ended and that nobody has waited for does not. */
  private static boolean isAlive(ProcessHandle process) {
    try {
      Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
      return !Files.readString(stat).matches("(?s).*\\) [ZX] .*");
    } catch (IOException e) {
      return false;
    }
  }

  private static void awaitSecondRun(Process process, Path err) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.readString(err).contains("run 2 of 2")) {
      assertTrue(process.isAlive() && System.nanoTime() < deadline, Files.readString(err));
      Thread.sleep(50);
    }
  }
}
