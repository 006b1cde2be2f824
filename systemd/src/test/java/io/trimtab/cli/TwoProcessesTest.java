package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Trimtab at work, in a process of its own, and what happens around it. */
class TwoProcessesTest {
  private static final String SWAPPINESS = "/proc/sys/vm/swappiness";
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path directory;
  private RecordedHost host;
  private Map<String, String> before;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void lay() {
    host = RecordedHost.lay(directory, "6.12");
    before = host.snapshot();
  }

  @AfterEach
  void endWhatStillRuns() {
    started.forEach(Process::destroyForcibly);
  }

  private Process start(String... words) throws IOException {
    // A process that was started in the background ignores Ctrl-C, and so do its children.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Trimtab.class.getName());
    command.addAll(host.commandLine(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(directory.resolve("out").toFile());
    builder.redirectError(directory.resolve("err").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private void await(Process process, BooleanSupplier condition)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(process.isAlive() && System.nanoTime() < deadline, this::said);
      Thread.sleep(20);
    }
  }

  private String said() {
    try {
      return Files.readString(directory.resolve("out"))
          + Files.readString(directory.resolve("err"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void end(Process process, String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "did not end on " + signal);
  }

  /** Tunes for a command that hangs as soon as a candidate's value is in force. */
  private Process startTuning() throws IOException, InterruptedException {
    String script = "v=$(cat " + host.file(SWAPPINESS) + "); [ $v = 60 ] || sleep 100; echo $v";
    Process tune =
        start(
            "tune",
            "--tunables",
            "vm.swappiness",
            "--objective",
            "max:stdout:\\d+",
            "--",
            "sh",
            "-c",
            script);
    await(tune, () -> !host.read(SWAPPINESS).equals("60"));
    return tune;
  }

  @Test
  void aSecondWriterIsTurnedAwayAndToldOfTheFirst() throws Exception {
    Process tune = startTuning();

    Console second = host.trimtab("set", "vm.vfs_cache_pressure=50");

    assertEquals(1, second.exitCode());
    assertTrue(
        second
            .err()
            .matches(
                "trimtab: another trimtab is at work \\(pid "
                    + tune.pid()
                    + ": tune -- sh .*\\); wait for it, or end it\n"),
        second.err());
    assertEquals("100", host.read("/proc/sys/vm/vfs_cache_pressure"));
    assertEquals(0, host.trimtab("history").exitCode(), "reading needs no lock");
    end(tune, "INT");
    assertEquals(0, host.trimtab("set", "vm.vfs_cache_pressure=50").exitCode());
  }

  @Test
  void ctrlCStopsReportsAndRestores() throws Exception {
    Process tune = startTuning();

    end(tune, "INT");

    assertTrue(said().contains("Stopped early"), this::said);
    assertTrue(said().contains("Everything is as it was."), this::said);
    assertEquals(before, host.snapshot());
    assertEquals("Nothing to roll back.\n", host.trimtab("rollback", "--all").out());
  }

  @Test
  void aKilledWritersValuesAreUndoneByTheNextCommand() throws Exception {
    Process tune = startTuning();

    end(tune, "KILL");

    Console doctor = host.trimtab("doctor");
    assertTrue(doctor.out().contains("1 left behind by a dead writer"), doctor.out());
    Console rollback = host.trimtab("rollback", "--all");
    assertEquals(0, rollback.exitCode(), rollback.err());
    assertTrue(rollback.err().contains("an earlier writer left values behind"), rollback.err());
    assertEquals(before, host.snapshot());
  }

  @Test
  void aLeaseEndsEarlyOnCtrlC() throws Exception {
    Process set = start("set", "vm.swappiness=10", "--for", "10m");
    await(set, () -> said().contains("holding for 10m"));
    assertEquals("10", host.read(SWAPPINESS));
    Console other = host.trimtab("set", "vm.vfs_cache_pressure=50");
    assertEquals(0, other.exitCode(), other.err());
    assertEquals("10", host.read(SWAPPINESS), "a lease that runs is not undone by others");

    end(set, "TERM");

    assertTrue(said().contains("stopped early"), this::said);
    assertEquals("60", host.read(SWAPPINESS));
    assertEquals(0, host.trimtab("rollback", "--all").exitCode());
    assertEquals(before, host.snapshot());
  }
}
