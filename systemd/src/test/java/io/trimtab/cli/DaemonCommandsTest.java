package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.daemon.control.ControlServer;
import io.trimtab.daemon.control.SmallDaemon;
import io.trimtab.daemon.control.StatusJson;
import io.trimtab.daemon.decision.DecisionKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that talk to a daemon, against one that tunes nothing. */
class DaemonCommandsTest {
  @TempDir private Path directory;
  private final SmallDaemon daemon = new SmallDaemon();
  private ControlServer server;

  @BeforeEach
  void serve() {
    server = ControlServer.start(directory.resolve("control.sock"), "", daemon);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theStatusIsOneScreenThatTellsAll() {
    Console status = run("status");

    assertEquals(0, status.exitCode(), status.err());
    String out = status.out();
    for (String fact :
        List.of(
            "trimtab 0.1.0  mode trial  level full  pid 42  up 2h13m",
            "Doing     random_read (93%)",
            "Goal      pressure, lower is better, now -1.250",
            "Cost      0.30% of a CPU, 58 MiB, longest of 8,000 ticks 21 ms",
            "Impaired  the disk is full",
            "vm.swappiness  60   10  2h3m  1.12x (1.04 to 1.20)  d4",
            "vm.page-cluster=0  1m40s  3       not known yet  d5",
            "vm.dirty_ratio  sysctl (pid 77, root)",
            "vm.min_free_kbytes=1  below the floor",
            "d5      try vm.page-cluster=0")) {
      assertTrue(out.contains(fact), () -> fact + " is not in\n" + out);
    }
    assertTrue(out.lines().count() <= 24, out);
    out.lines().forEach(line -> assertTrue(line.length() <= 80, line));
  }

  @Test
  void theStatusIsJsonAsWell() {
    JsonObject json = run("status --json").json().getAsJsonObject();

    assertEquals(daemon.status(), StatusJson.read(json));
  }

  @Test
  void theLogIsALineForEachDecision() {
    Console log = run("log");
    assertEquals(5, log.out().lines().count());
    assertTrue(log.out().contains("d3     judged      better, 1.12x (1.04 to 1.20)"), log.out());

    assertEquals(2, run("log -n 2").out().lines().count());
    JsonArray tried = run("log --kind TRIED,judged --json").json().getAsJsonArray();
    assertEquals(2, tried.size());
    assertEquals(0, run("log --since 2999-01-01T00:00 --json").json().getAsJsonArray().size());
    assertEquals("Nothing was decided.\n", run("log --since 2999-01-01T00:00").out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"log --kind juged", "log --since yesterday", "log -n 0", "log -n 5000", "explain"})
  void wrongUsageIsToldBeforeTheDaemonIsAsked(String words) {
    assertEquals(ExitCode.USAGE, run(words).exitCode());
  }

  @Test
  void anExplanationIsTheWholeChain() {
    JsonObject numbers = new JsonObject();
    numbers.addProperty("blocks", 12);
    JsonObject interval = new JsonObject();
    interval.addProperty("low", 0.8);
    numbers.add("interval", interval);
    daemon
        .decisions()
        .append(DecisionKind.UNDONE, "vm.swappiness", "idle", "worse", Optional.of("d4"), numbers);

    Console explained = run("explain d4");

    assertEquals(0, explained.exitCode(), explained.err());
    assertTrue(explained.out().contains("d4  committed  <- this one"), explained.out());
    assertTrue(
        explained
            .out()
            .contains("  follows from d4\n    blocks        12\n    interval.low  0.8\n"),
        explained.out());
    assertEquals(5, run("explain d4 --json").json().getAsJsonArray().size());
    Console none = run("explain zzz");
    assertEquals(ExitCode.USAGE, none.exitCode());
    assertEquals(
        "trimtab: there is no decision zzz; trimtab log shows those that there are\n", none.err());
  }

  @Test
  void itIsFrozenAndThawed() {
    assertTrue(run("freeze --for 1h").out().startsWith("Frozen for 1h: "));
    assertTrue(daemon.status().holding().orElse("").contains("for PT1H"));
    assertTrue(run("status").out().contains("Holding   frozen by "));
    assertEquals("Thawed: trying goes on.\n", run("thaw").out());
    assertEquals(Optional.empty(), daemon.status().holding());
  }

  @Test
  void aTunableIsTakenBack() {
    assertEquals(0, run("resume vm.dirty_ratio").exitCode());
    Console again = run("resume vm.dirty_ratio");
    assertEquals(ExitCode.USAGE, again.exitCode());
    assertEquals("trimtab: vm.dirty_ratio was not given up\n", again.err());
  }

  @Test
  void adviceIsShownAndApplied() {
    String shown = run("advice").out();
    assertTrue(shown.endsWith("  d5     advised     try vm.page-cluster=0\n"), shown);
    JsonArray json = run("advice --json").json().getAsJsonArray();
    assertEquals("d5", json.get(0).getAsJsonObject().get("id").getAsString());
    assertEquals(1, json.size());
    assertEquals("d5 is in force, under watch\n", run("advice --apply d5").out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"status", "log", "explain d1", "advice", "freeze", "thaw", "resume vm.swappiness"})
  void whereNoDaemonRunsOneSaysHowToStartIt(String words) {
    server.close();

    Console refused = run(words);

    assertEquals(ExitCode.UNAVAILABLE, refused.exitCode());
    assertEquals("", refused.out());
    assertTrue(refused.err().startsWith("trimtab: no daemon runs here: "), refused.err());
    assertTrue(refused.err().contains("systemctl start trimtab"), refused.err());
    assertEquals(1, refused.err().lines().count());
  }

  private Console run(String words) {
    List<String> all = new ArrayList<>(Arrays.asList(words.split(" ")));
    all.addAll(List.of("--state", directory.toString()));
    return Console.run(all);
  }
}
