package io.trimtab.daemon.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.trimtab.daemon.guest.Crashes.Crash;
import io.trimtab.daemon.guest.SystemGuest.Result;
import io.trimtab.testing.RequiresGuest;
import io.trimtab.testing.RequiresRoot;
import io.trimtab.testing.Slow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of an installed Trimtab on one machine with systemd: from installation to purge. */
@RequiresGuest
@RequiresRoot
@Slow
@TestMethodOrder(OrderAnnotation.class)
class ServiceInGuestTest {
  private static final Duration MINUTES = Duration.ofMinutes(10);

  /** In this time a trial has come to its end. */
  private static final Duration TRIALS = Duration.ofMinutes(20);

  /** See {@link Crashes#script}; in seconds. */
  private static final double LONGEST = 60;

  @TempDir static Path directory;
  private static InstalledGuest guest;
  private static Map<String, String> originals;

  @BeforeAll
  static void boot() throws IOException, InterruptedException {
    guest = InstalledGuest.start("6.1", directory, 1024);
    originals = guest.values(InstalledGuest.STUN);
    guest.emulated();
  }

  @AfterAll
  static void end() {
    if (guest != null) {
      guest.close();
    }
  }

  private static String unit(String property) throws IOException, InterruptedException {
    return guest.run("systemctl show -P " + property + " trimtab").orFail();
  }

  private static JsonElement json(String command) throws IOException, InterruptedException {
    return JsonParser.parseString(guest.run(command, MINUTES).orFail());
  }

  @Test
  @Order(1)
  void installingStartsAndWritesNothing() throws IOException, InterruptedException {
    assertEquals(9, originals.size());
    assertEquals("disabled", unit("UnitFileState"));
    assertEquals("inactive", unit("ActiveState"));
    assertEquals(1, guest.run("test -e /var/lib/trimtab").status());
    assertTrue(guest.run("getent group trimtab").orFail().startsWith("trimtab:x:"));
    assertEquals("", guest.run("dpkg --verify trimtab").orFail());
  }

  @Test
  @Order(2)
  void theUnitIsExposedNoMoreThanItHasToBe() throws IOException, InterruptedException {
    guest.run("systemd-analyze verify --man=no trimtab.service trimtab-train.timer").orFail();
    Result security = guest.run("systemd-analyze security --threshold=25 --no-pager trimtab");

    assertEquals(0, security.status(), security.output());
  }

  @Test
  @Order(3)
  void itStartsAdvisingAndReportsThatItIsReady() throws IOException, InterruptedException {
    double seconds = guest.startDaemon();

    System.out.printf("From start to READY under emulation: %.1f s%n", seconds);
    assertEquals("active", unit("ActiveState"));
    JsonObject status = json("trimtab status --json").getAsJsonObject();
    assertEquals("advise", status.get("mode").getAsString());
    assertEquals("full", status.get("level").getAsString(), status::toString);
    assertEquals(unit("MainPID"), status.get("pid").getAsString());
    assertEquals(originals, guest.values(InstalledGuest.STUN));
  }

  @Test
  @Order(4)
  void rootAndItsGroupMayAskAndNobodyElse() throws IOException, InterruptedException {
    String ask = "setpriv --reuid=65534 --regid=65534 %s trimtab status --json";
    assertEquals(3, guest.run(ask.formatted("--clear-groups"), MINUTES).status());
    String group = guest.run("getent group trimtab | cut -d: -f3").orFail();
    assertEquals(0, guest.run(ask.formatted("--groups=" + group), MINUTES).status());
    assertEquals(
        3,
        guest
            .run(ask.replace("status --json", "freeze").formatted("--groups=" + group), MINUTES)
            .status());
  }

  @Test
  @Order(5)
  void aBrokenConfigurationIsRefusedAtAReloadAndAtAStart()
      throws IOException, InterruptedException {
    guest.configure("mode = \"tune\nevery = 1");
    guest.run("systemctl reload trimtab; sleep 5", MINUTES);
    assertEquals("active", unit("ActiveState"));
    assertEquals(
        "advise", json("trimtab status --json").getAsJsonObject().get("mode").getAsString());

    Result start = guest.run("systemctl restart trimtab", MINUTES);
    assertNotEquals(0, start.status());
    assertEquals("failed", unit("ActiveState"));
    assertEquals("2", unit("ExecMainStatus"));
    String log = guest.run("journalctl -u trimtab --no-pager -o cat").orFail();
    assertTrue(log.contains("50-test.toml:1"), log);
  }

  @Test
  @Order(6)
  void itTunesAndTellsTheTruthAboutIt() throws IOException, InterruptedException {
    guest.configure(InstalledGuest.TUNE_ALL);
    guest.startLoad();
    guest.startDaemon();
    Map<String, String> values = originals;
    for (int i = 0; i < 600 && values.equals(originals); i++) {
      Thread.sleep(500);
      values = guest.values(InstalledGuest.STUN);
    }

    assertNotEquals(originals, values, () -> said());
    String truth =
        Crashes.show(InstalledGuest.STUN)
            + "show before; trimtab status --json >/run/status; show after; echo; cat /run/status";
    for (int i = 0; i < 3; i++) {
      String told = guest.run(truth, MINUTES).orFail();
      Map<String, String> kept = Crashes.parse(told + "\nend").get(0).after();
      JsonObject status =
          JsonParser.parseString(told.substring(told.indexOf("\n{"))).getAsJsonObject();
      for (JsonElement element : status.getAsJsonArray("in_force")) {
        JsonObject one = element.getAsJsonObject();
        assertEquals(
            kept.get(one.get("tunable").getAsString()), one.get("value").getAsString(), told);
      }
    }
    JsonElement log = json("trimtab log --kind tried --json");
    String id = log.getAsJsonArray().get(0).getAsJsonObject().get("id").getAsString();
    assertTrue(guest.run("trimtab explain " + id, MINUTES).orFail().contains(id));
  }

  private static String said() {
    try {
      return guest.run("journalctl -u trimtab --no-pager -n 60; cat /run/score").output();
    } catch (IOException | InterruptedException e) {
      return e.toString();
    }
  }

  @Test
  @Order(7)
  void whatItSawIsRecordedAndTheReportShowsIt() throws IOException, InterruptedException {
    guest.run("trimtab report --since 1h --out /root/report.html", MINUTES).orFail();
    String curve = guest.run("grep -o 'class=\"curve\" d=\"M[0-9]' /root/report.html").orFail();

    assertTrue(curve.contains("curve"), curve);
    assertEquals("640", guest.run("stat -c %a /var/lib/trimtab/telemetry.db").orFail());
  }

  @Test
  @Order(8)
  void theNightlyJobLearnsFromWhatWasTried() throws IOException, InterruptedException {
    // The first trial that comes to its end makes the file. Under emulation one takes minutes.
    String tried =
        "sqlite3 -readonly /var/lib/trimtab/experience.db 'SELECT count(*) FROM trials' || echo 0";
    long begun = System.nanoTime();
    while (count(guest.run(tried).orFail()) < 1 && System.nanoTime() - begun < TRIALS.toNanos()) {
      Thread.sleep(5000);
    }
    String decided = guest.run("trimtab log --since 1h | tail -n 30", MINUTES).orFail();
    assertTrue(count(guest.run(tried).orFail()) > 0, decided);
    Result job = guest.run("systemctl start trimtab-train", MINUTES);

    String said = guest.run("journalctl -u trimtab-train --no-pager -o cat").orFail();
    assertEquals(0, job.status(), said);
    String policy = "/var/lib/trimtab/models/tuner.policy";
    String shown = guest.run("trimtab policy show " + policy, MINUTES).orFail();
    assertTrue(
        shown.matches("(?s)Trained on live:6\\.1.*, [1-9]\\d* workloads, [1-9]\\d* trials.*"),
        shown);
  }

  /** The number in the last line. */
  private static int count(String output) {
    return Integer.parseInt(output.substring(output.lastIndexOf('\n') + 1));
  }

  @Test
  @Order(11)
  void itCostsLittle() throws IOException, InterruptedException {
    String pid = unit("MainPID");
    String resident = guest.run("awk '/^VmRSS/ { print $2 }' /proc/" + pid + "/status").orFail();
    System.out.println("Resident in the guest: " + resident + " KiB");

    // Emulation interprets; what it is outside is measured on the host.
    assertTrue(Integer.parseInt(resident) < 96 << 10, resident);
  }

  @Test
  @Order(12)
  void stoppingPutsEverythingBack() throws IOException, InterruptedException {
    guest.run("systemctl stop trimtab", MINUTES).orFail();

    assertEquals("inactive", unit("ActiveState"));
    assertEquals("success", unit("Result"), ServiceInGuestTest::said);
    assertEquals(originals, guest.values(InstalledGuest.STUN));
  }

  @Test
  @Order(13)
  void killedWhileItTriesSomethingItLeavesNothingBehind() throws IOException, InterruptedException {
    String script = Crashes.script(InstalledGuest.STUN, 1, LONGEST, new Random(6));
    Crash crash = Crashes.parse(guest.run(script, MINUTES).orFail()).get(0);

    assertTrue(crash.hadSomethingToUndo(originals), crash::toString);
    assertEquals(crash.expected(originals), crash.after(), crash::toString);
  }

  @Test
  @Order(14)
  void removingPutsBackWhatWasCommittedAndPurgingLeavesNothing()
      throws IOException, InterruptedException {
    guest.run("trimtab set sched.latency_ns=24000000", MINUTES).orFail();
    guest.run("systemctl stop load; systemctl start trimtab", MINUTES).orFail();
    guest.run("dpkg --remove trimtab", MINUTES).orFail();

    assertEquals(originals, guest.values(InstalledGuest.STUN));
    assertEquals(0, guest.run("test -e /var/lib/trimtab/journal.db").status());
    assertFalse(guest.run("pgrep -x java").status() == 0, "it still runs");

    guest.run("dpkg --purge trimtab", MINUTES).orFail();
    String left =
        guest
            .run("find / -xdev -name '*trimtab*' -not -path '/root/*' -not -path '/var/lib/dpkg/*'")
            .orFail();
    // A group stays: files may still belong to it. And what this test has put there.
    assertEquals(
        "",
        left.lines()
            .filter(line -> !line.startsWith("/etc/systemd/system/trimtab.service.d"))
            .reduce("", (a, b) -> a + b + "\n"));
  }
}
