package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tuning a recorded host, whose files a workload can read but whose kernel it does not run on. */
class TuneCommandTest {
  private static final String SWAPPINESS = "/proc/sys/vm/swappiness";

  @TempDir Path directory;
  private RecordedHost host;
  private Map<String, String> before;

  @BeforeEach
  void lay() {
    host = RecordedHost.lay(directory, "6.12");
    before = host.snapshot();
  }

  /** The objective is swappiness itself: what is read is what was written. */
  private Console tuneForSwappiness(String... options) {
    return tune("max:stdout:\\d+", options);
  }

  private Console tune(String objective, String... options) {
    List<String> words = new ArrayList<>(List.of("tune", "--tunables", "vm.swappiness"));
    words.addAll(List.of("--trials", "6", "--objective", objective));
    words.addAll(List.of(options));
    words.addAll(List.of("--", "cat", host.file(SWAPPINESS).toString()));
    return host.trimtab(words.toArray(String[]::new));
  }

  @Test
  void whatNoTunableAffectsIsNoDifference() {
    Console console =
        host.trimtab(
            "tune",
            "--tunables",
            "vm.swappiness,vm.page-cluster,block.vda.read_ahead_kb",
            "--trials",
            "8",
            "--objective",
            "max:stdout:score (\\d+)",
            "--json",
            "-",
            "--",
            "echo",
            "score 5");

    assertEquals(0, console.exitCode(), console.err());
    JsonObject result = console.json().getAsJsonObject();
    JsonObject gain = result.getAsJsonObject("gain");
    assertEquals("no-difference", gain.get("verdict").getAsString());
    assertTrue(result.get("restored").getAsBoolean());
    assertTrue(result.get("kept").isJsonNull());
    assertEquals(5, result.getAsJsonObject("baseline").get("value").getAsDouble());
    assertTrue(result.getAsJsonArray("trials").size() <= 8);
    assertEquals(before, host.snapshot());
  }

  @Test
  void jsonHasTheDocumentedFields() {
    JsonObject result = tuneForSwappiness("--json", "-").json().getAsJsonObject();

    assertEquals(
        Set.of(
            "command",
            "objective",
            "baseline",
            "best",
            "gain",
            "trials",
            "restored",
            "kept",
            "effects",
            "left_out",
            "noise",
            "disturbed_blocks",
            "drift",
            "seconds",
            "ending"),
        result.keySet());
    assertEquals("cat", result.getAsJsonArray("command").get(0).getAsString());
    assertEquals("max:stdout:\\d+", result.get("objective").getAsString());
    assertEquals(Set.of("value", "configuration"), result.getAsJsonObject("baseline").keySet());
    assertEquals(60, result.getAsJsonObject("baseline").get("value").getAsDouble());
    assertEquals(60, inForce(result.getAsJsonObject("baseline").getAsJsonObject("configuration")));
    assertEquals(200, inForce(result.getAsJsonObject("best").getAsJsonObject("configuration")));
    JsonObject gain = result.getAsJsonObject("gain");
    assertEquals(Set.of("ratio", "ci95", "verdict", "blocks"), gain.keySet());
    assertEquals("better", gain.get("verdict").getAsString());
    assertEquals(200 / 60.0, gain.get("ratio").getAsDouble(), 1e-6);
    JsonArray interval = gain.getAsJsonArray("ci95");
    assertEquals(2, interval.size());
    assertTrue(interval.get(0).getAsDouble() > 1);
    for (JsonElement trial : result.getAsJsonArray("trials")) {
      assertEquals(
          Set.of("number", "reason", "changes", "ratio", "failure", "seconds"),
          trial.getAsJsonObject().keySet());
      JsonElement tried = trial.getAsJsonObject().getAsJsonObject("changes").get("vm.swappiness");
      assertTrue(tried == null || tried.getAsJsonPrimitive().isNumber(), () -> "" + tried);
    }
    for (JsonElement effect : result.getAsJsonArray("effects")) {
      assertEquals(
          Set.of("name", "ratio", "ci95", "evidence", "searched"),
          effect.getAsJsonObject().keySet());
    }
    assertTrue(result.get("left_out").isJsonObject());
    assertEquals(
        Set.of("percent_per_minute", "significant"), result.getAsJsonObject("drift").keySet());
    assertEquals("complete", result.get("ending").getAsString());
    assertTrue(result.get("restored").getAsBoolean());
    assertEquals(before, host.snapshot());
  }

  private static long inForce(JsonObject configuration) {
    return configuration.get("vm.swappiness").getAsLong();
  }

  @Test
  void aSureGainIsKeptWhenAskedForAndCanBeRolledBack() {
    Console tune = tuneForSwappiness("--keep");

    assertEquals(0, tune.exitCode(), tune.err());
    assertTrue(tune.out().contains("Result: better, 3.333x"), tune.out());
    assertTrue(tune.out().matches("(?s).*Kept as transaction \\d+; undo: .*"), tune.out());
    assertEquals("200", host.read(SWAPPINESS));
    assertTrue(host.trimtab("export", "--toml").out().contains("\"vm.swappiness\" = 200\n"));

    Console rollback = host.trimtab("rollback", "--all");
    assertEquals(0, rollback.exitCode(), rollback.err());
    assertEquals(before, host.snapshot());
  }

  @Test
  void withoutKeepTheGainIsShownAndPutBack() {
    Console tune = tuneForSwappiness();

    assertEquals(0, tune.exitCode(), tune.err());
    assertTrue(tune.out().matches("(?s).*TUNABLE +BEFORE +BEST\nvm.swappiness +60 +200\n.*"));
    assertTrue(tune.out().contains("[tunables]\n\"vm.swappiness\" = 200\n"), tune.out());
    assertTrue(tune.out().endsWith("Everything is as it was.\n"), tune.out());
    assertTrue(tune.err().contains("TRIAL  WHY"), tune.err());
    assertEquals(before, host.snapshot());
  }

  @Test
  void lessIsBetterWhenAskedFor() {
    Console tune = tune("min:stdout:\\d+", "--keep");

    assertEquals(0, tune.exitCode(), tune.err());
    assertEquals("1", host.read(SWAPPINESS));
  }

  @Test
  void anotherCommandCanGiveTheNumber() {
    Console tune = tune("max:exec:cat '" + host.file(SWAPPINESS) + "'", "--keep");

    assertEquals(0, tune.exitCode(), tune.err());
    assertEquals("200", host.read(SWAPPINESS));
  }

  @Test
  void jsonAndReportGoToFilesOfTheirOwn() throws IOException {
    Path json = directory.resolve("result.json");
    Path report = directory.resolve("result.html");

    Console tune = tuneForSwappiness("--json", json.toString(), "--report", report.toString());

    assertEquals(0, tune.exitCode(), tune.err());
    assertTrue(tune.out().contains("Result: better"), tune.out());
    JsonObject result = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    assertEquals("better", result.getAsJsonObject("gain").get("verdict").getAsString());
    assertTrue(Files.readString(report).startsWith("<!DOCTYPE html>"));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(json)));
  }

  @Test
  void aConfigurationThatBreaksTheCommandIsATrialThatFailed() {
    String script = "v=$(cat " + host.file(SWAPPINESS) + "); [ $v -le 60 ] || exit 3; echo $v";

    Console tune =
        host.trimtab(
            "tune",
            "--tunables",
            "vm.swappiness",
            "--trials",
            "6",
            "--objective",
            "max:stdout:\\d+",
            "--json",
            "-",
            "--",
            "sh",
            "-c",
            script);

    assertEquals(0, tune.exitCode(), tune.err());
    JsonObject result = tune.json().getAsJsonObject();
    boolean failed = false;
    for (JsonElement trial : result.getAsJsonArray("trials")) {
      JsonElement failure = trial.getAsJsonObject().get("failure");
      if (!failure.isJsonNull()) {
        failed = true;
        assertEquals("the command exited with 3", failure.getAsString());
        assertTrue(trial.getAsJsonObject().get("ratio").isJsonNull());
      }
    }
    assertTrue(failed, "no trial went above 60");
    assertEquals("no-difference", result.getAsJsonObject("gain").get("verdict").getAsString());
    assertEquals(before, host.snapshot());
  }

  @Test
  void whatTheCommandItselfMovedIsNotCalledRestored() {
    Path file = host.file(SWAPPINESS);
    Console tune =
        host.trimtab(
            "tune",
            "--tunables",
            "vm.swappiness",
            "--trials",
            "2",
            "--json",
            "-",
            "--",
            "sh",
            "-c",
            "echo 33 > " + file);

    assertEquals(1, tune.exitCode(), tune.err());
    assertFalse(tune.json().getAsJsonObject().get("restored").getAsBoolean());
    assertTrue(tune.err().contains("vm.swappiness is 33 and was 60"), tune.err());
    assertEquals("33", host.read(SWAPPINESS));
  }

  @Test
  void theSameSeedTriesTheSame() {
    String first = tuneForSwappiness("--seed", "7").err();
    String second = tuneForSwappiness("--seed", "7").err();

    assertEquals(first, second);
    assertFalse(first.isEmpty());
  }
}
