package io.trimtab.tuner.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.testing.RequiresGuest;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.run.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One guest with a stock 6.1, and what can be asked of it. */
@RequiresGuest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestTest {
  private Guest guest;

  @BeforeAll
  void boot() throws InterruptedException {
    GuestLab lab = Labs.shared();
    guest = lab.start(GuestSpec.smp(Labs.kernel("6.1")));
  }

  @AfterAll
  void close() {
    if (guest == null) {
      return; // No kernel here to boot.
    }
    guest.close();
    assertFalse(Files.exists(Path.of("/proc", Long.toString(guest.pid()))));
  }

  @Test
  void itRunsTheKernelThatWasAskedFor() throws InterruptedException {
    assertTrue(guest.release().startsWith("6.1."), guest.release());
    RunResult uname = guest.run(GuestCommand.of("uname", "-r"));
    assertEquals(guest.release() + "\n", uname.stdout());
  }

  @Test
  void wordsArriveAsTheyAre() throws InterruptedException {
    String odd = "$(reboot) `x` \"'\\ äöü\n\n";
    RunResult echo = guest.run(GuestCommand.of("printf", "<%s>", "", "a b", odd, "*"));
    assertEquals("<><a b><" + odd + "><*>", echo.stdout());
    assertEquals(0, echo.exitCode());
  }

  @Test
  void bothStreamsAndTheStatusAreTold() throws InterruptedException {
    RunResult result = guest.run(GuestCommand.of("sh", "-c", "echo out; echo err >&2; exit 7"));
    assertEquals("out\n", result.stdout());
    assertEquals("err\n", result.stderrTail());
    assertEquals(7, result.exitCode());
    assertFalse(result.timedOut());
  }

  @Test
  void aProgramThatIsNotThereFails() throws InterruptedException {
    assertEquals(127, guest.run(GuestCommand.of("no-such-program")).exitCode());
  }

  @Test
  void whatHangsIsEndedWithWhatItStarted() throws InterruptedException {
    GuestCommand hangs =
        GuestCommand.of("sh", "-c", "sleep 1234 & sleep 1235").within(Duration.ofSeconds(1));
    RunResult result = guest.run(hangs);
    assertTrue(result.timedOut());
    assertTrue(result.seconds() >= 1 && result.seconds() < 60, "" + result.seconds());
    assertEquals("", guest.run(GuestCommand.of("pgrep", "-f", "sleep 123[45]")).stdout());
  }

  @Test
  void whatAProgramLeavesBehindIsEnded() throws InterruptedException {
    guest.run(GuestCommand.of("sh", "-c", "sleep 4321 &"));
    assertEquals("", guest.run(GuestCommand.of("pgrep", "-f", "sleep 432[1]")).stdout());
  }

  @Test
  void ofMuchOutputTheEndIsTold() throws InterruptedException {
    RunResult result = guest.run(GuestCommand.of("seq", "400000"));
    assertEquals(GuestProtocol.MOST_OUTPUT, result.stdout().length());
    assertTrue(result.stdout().endsWith("\n399999\n400000\n"));
  }

  @Test
  void itHasADiskAndTheSchedulersFiles() throws InterruptedException {
    assertEquals(
        List.of("vda"),
        guest
            .run(GuestCommand.of("ls", "/sys/block"))
            .stdout()
            .lines()
            .filter("vda"::equals)
            .toList());
    String tunable = "/sys/kernel/debug/sched/wakeup_granularity_ns";
    assertEquals(0, guest.run(GuestCommand.write(tunable, "3000000")).exitCode());
    assertEquals("3000000\n", guest.run(GuestCommand.of("cat", tunable)).stdout());
  }

  @Test
  void theWorkloadsProgramsRun() throws InterruptedException {
    for (List<String> words :
        List.of(
            List.of("hackbench", "-g", "1", "-l", "1"),
            List.of("stress-ng", "--version"),
            List.of("fio", "--version"),
            List.of("sysbench", "--version"),
            List.of("java", "-version"))) {
      RunResult result = guest.run(new GuestCommand(words, Duration.ofMinutes(2)));
      assertEquals(0, result.exitCode(), () -> words + ": " + result.failure());
    }
  }

  @Test
  void aCrashIsToldWithTheKernelsLastWords() throws InterruptedException {
    GuestLab lab = Labs.shared();
    try (Guest doomed = lab.start(GuestSpec.smp(Labs.kernel("6.1")))) {
      doomed.run(GuestCommand.write("/proc/sys/kernel/sysrq", "1"));
      GuestCommand crash = GuestCommand.write("/proc/sysrq-trigger", "c");
      String message = assertThrows(TunerException.class, () -> doomed.run(crash)).getMessage();
      assertTrue(message.contains("Kernel panic"), message);
    }
  }
}
