package io.trimtab.daemon.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.daemon.guest.Crashes.Crash;
import io.trimtab.testing.RequiresGuest;
import io.trimtab.testing.RequiresRoot;
import io.trimtab.testing.Slow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * However the daemon, or its machine, ends: the values are the originals, or ones that were
 * committed. {@code -Dtrimtab.kills=N} and {@code -Dtrimtab.cuts=N} set how often that is tried,
 * and {@code -Dtrimtab.seed=N} at which instants.
 */
@RequiresGuest
@RequiresRoot
@Slow
@TestMethodOrder(MethodOrderer.MethodName.class)
class CrashesInGuestTest {
  private static final int KILLS = Integer.getInteger("trimtab.kills", 50);
  private static final int CUTS = Integer.getInteger("trimtab.cuts", 10);
  private static final long SEED = Long.getLong("trimtab.seed", 6);
  private static final Duration MINUTES = Duration.ofMinutes(10);

  /** How many kills one script asks for: what is seen of them is looked at, and told, between. */
  private static final int BATCH = 5;

  /** From here on after a start there are values of trials in force. */
  private static final double LONGEST = 60;

  @TempDir static Path directory;
  private static InstalledGuest guest;
  private static Map<String, String> originals;

  @BeforeAll
  static void boot() throws IOException, InterruptedException {
    guest = InstalledGuest.start("6.1", directory, 1024);
    originals = guest.values(InstalledGuest.STUN);
    guest.emulated();
    guest.configure(InstalledGuest.TUNE_ALL);
    guest.startLoad();
  }

  @AfterAll
  static void end() {
    if (guest != null) {
      guest.close();
    }
  }

  @BeforeEach
  void originalsAreInForce() throws IOException, InterruptedException {
    assertEquals(originals, guest.values(InstalledGuest.STUN));
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    guest.run(
        "systemctl stop trimtab; systemctl reset-failed trimtab; trimtab rollback --all", MINUTES);
  }

  private static String unit(String property) throws IOException, InterruptedException {
    return guest.run("systemctl show -P " + property + " trimtab").orFail();
  }

  /** Waits until values of a trial are in force. */
  private static void awaitTrial() throws IOException, InterruptedException {
    Map<String, String> values = originals;
    for (int i = 0; i < 600 && values.equals(originals); i++) {
      Thread.sleep(500);
      values = guest.values(InstalledGuest.STUN);
    }
    assertNotEquals(originals, values, "no trial began");
  }

  @Test
  void killedAtAnyInstantItLeavesNothingBehind() throws IOException, InterruptedException {
    Random random = new Random(SEED);
    int interesting = 0;
    for (int done = 0; done < KILLS; done += BATCH) {
      int kills = Math.min(BATCH, KILLS - done);
      String script = Crashes.script(InstalledGuest.STUN, kills, LONGEST, random);
      String output = guest.run(script, Duration.ofMinutes(10L * kills)).orFail();

      List<Crash> crashes = Crashes.parse(output);
      assertEquals(kills, crashes.size(), output);
      for (Crash crash : crashes) {
        assertEquals(crash.expected(originals), crash.after(), crash::toString);
        interesting += crash.hadSomethingToUndo(originals) ? 1 : 0;
      }
      System.out.printf("%d kills, %d with something to undo%n", done + kills, interesting);
    }
    assertTrue(interesting > 0 || KILLS < 5, "no kill met a trial");
  }

  @Test
  void theWatchdogEndsOneThatHangs() throws IOException, InterruptedException {
    guest.startDaemon();
    awaitTrial();
    String pid = unit("MainPID");
    guest.run("kill -STOP " + pid).orFail();
    for (int i = 0; i < 300 && unit("MainPID").equals(pid); i++) {
      Thread.sleep(1000);
    }

    guest.run(
        "for i in $(seq 300); do [ $(systemctl show -P SubState trimtab) = failed ] && break; sleep 0.2; done",
        MINUTES);
    assertEquals("watchdog", unit("Result"));
    assertEquals(originals, guest.values(InstalledGuest.STUN));
  }

  @Test
  void anOutOfMemoryKillOfAnotherTripsTheGuardAndEndsNothingElse()
      throws IOException, InterruptedException {
    guest.startDaemon();
    awaitTrial();
    String pid = unit("MainPID");
    // Reads a line that does not end.
    guest.run(
        "systemd-run --wait --unit=hog --property=OOMScoreAdjust=500 tail /dev/zero", MINUTES);

    assertTrue(
        Integer.parseInt(guest.run("awk '/^oom_kill / { print $2 }' /proc/vmstat").orFail()) > 0);
    assertEquals(pid, unit("MainPID"), "the daemon was killed, or gave up");
    String log = guest.run("sleep 10; trimtab log --kind tripped", MINUTES).orFail();
    assertTrue(log.contains("tripped"), log);
    assertEquals(originals, guest.values(InstalledGuest.STUN));
  }

  @Test
  void onAFullDiskItStillUndoes() throws IOException, InterruptedException {
    guest.startDaemon();
    awaitTrial();
    guest.run("dd if=/dev/zero of=/var/filling bs=1M status=none; df /var", MINUTES);
    try {
      guest.run("sleep 20; systemctl stop trimtab", MINUTES);
      assertEquals(originals, guest.values(InstalledGuest.STUN));
    } finally {
      guest.run("rm /var/filling").orFail();
    }
  }

  @Test
  void whatSomebodyElseSetsStays() throws IOException, InterruptedException {
    guest.startDaemon();
    awaitTrial();
    guest.run("sysctl -w kernel.sched_rr_timeslice_ms=50", MINUTES).orFail();
    String log = guest.run("sleep 20; trimtab log --kind yielded", MINUTES).orFail();
    guest.run("systemctl stop trimtab", MINUTES).orFail();

    Map<String, String> values = guest.values(InstalledGuest.STUN);
    String other = "kernel.sched_rr_timeslice_ms";
    try {
      assertTrue(log.contains(other), log);
      // The kernel rounds to its ticks.
      assertEquals(50, Integer.parseInt(values.get(other)), 4);
      values.put(other, originals.get(other));
      assertEquals(originals, values);
    } finally {
      guest.run("sysctl -w kernel.sched_rr_timeslice_ms=" + originals.get(other)).orFail();
    }
  }

  /** Runs last by its name: the machine is another one afterwards. */
  @Test
  void xPowerMayGoAtAnyInstant() throws IOException, InterruptedException {
    Random random = new Random(SEED + 1);
    for (int i = 0; i < CUTS; i++) {
      guest.run("systemctl start --no-block trimtab");
      Thread.sleep((long) (random.nextDouble() * LONGEST * 1000));
      guest.guest().cutPower();
      guest.guest().boot();
      guest.startLoad();

      assertEquals(originals, guest.values(InstalledGuest.STUN), "after cut " + i);
      guest
          .run("sqlite3 /var/lib/trimtab/journal.db 'PRAGMA integrity_check' | grep -qx ok")
          .orFail();
      assertEquals(0, guest.run("trimtab rollback --abandoned", MINUTES).status());
      assertEquals(originals, guest.values(InstalledGuest.STUN), "after cut " + i);
    }
    System.out.printf("%d power cuts%n", CUTS);
    guest.startDaemon();
    assertEquals("active", unit("ActiveState"));
  }
}
