package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole daemon as a process, on a recorded host, and the commands that talk to it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DaemonProcessTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path directory;
  private RecordedHost host;
  private Path config;
  private Map<String, String> before;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void lay() throws IOException {
    host = RecordedHost.lay(directory, "6.12");
    before = host.snapshot();
    config =
        Files.writeString(
            directory.resolve("mine.toml"), "every = '100ms'\nexpose.group = ''\nmode = 'trial'\n");
  }

  @AfterEach
  void endWhatStillRuns() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void itIsAskedAndToldAndEndsAsItBegan() throws Exception {
    Process daemon = start();

    JsonObject status = ask("status", "--json").json().getAsJsonObject();
    assertEquals(daemon.pid(), status.get("pid").getAsLong());
    assertEquals("trial", status.get("mode").getAsString());
    assertTrue(ask("status").out().startsWith("trimtab "), "for people, too");
    JsonArray log = ask("log", "--json").json().getAsJsonArray();
    String first = log.get(0).getAsJsonObject().get("id").getAsString();
    assertEquals("started", log.get(0).getAsJsonObject().get("kind").getAsString());
    assertTrue(ask("explain", first).out().startsWith(first + "  started  <- this one"));
    assertEquals(0, ask("freeze", "--for", "1h").exitCode());
    assertTrue(ask("status").out().contains("Holding   frozen"));
    assertEquals(0, ask("thaw").exitCode());
    assertEquals(1, ask("log", "--kind", "thawed", "--json").json().getAsJsonArray().size());

    end(daemon, "TERM");

    assertEquals(0, daemon.exitValue(), this::said);
    assertEquals(before, host.snapshot());
    assertEquals(ExitCode.UNAVAILABLE, ask("status").exitCode());
    assertEquals("Nothing to roll back.\n", host.trimtab("rollback", "--all").out());
  }

  @Test
  void aBrokenConfigurationIsRefusedAndTheOldOneStays() throws Exception {
    Process daemon = start();

    Files.writeString(config, "mode = 'tune'\nevry = '1s'\n");
    signal(daemon, "HUP");
    await(daemon, () -> said().contains("[T0011]"));
    assertTrue(said().contains("mine.toml:2:1: unknown key \"evry\"; did you mean every?"));
    assertEquals("trial", mode());

    Files.writeString(config, "mode = 'advise'\nexpose.group = ''\n");
    signal(daemon, "HUP");
    await(daemon, () -> mode().equals("advise"));
    end(daemon, "INT");
    assertEquals(0, daemon.exitValue(), this::said);
  }

  @Test
  void thereIsOneDaemonOnAMachine() throws Exception {
    Process daemon = start();

    Console second = host.trimtab("run", "--config", config.toString());

    assertEquals(ExitCode.FAILED, second.exitCode());
    assertTrue(
        second.err().contains("another trimtab is at work (pid " + daemon.pid()), second.err());
    assertEquals("trial", mode(), "the first is not disturbed");
    end(daemon, "TERM");
  }

  private Process start() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Trimtab.class.getName());
    command.addAll(host.commandLine("run", "--config", config.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("NOTIFY_SOCKET");
    builder.redirectOutput(directory.resolve("out").toFile());
    builder.redirectError(directory.resolve("err").toFile());
    Process process = builder.start();
    started.add(process);
    await(process, () -> said().contains("[T0002] ready"));
    return process;
  }

  private Console ask(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--state", host.state().toString()));
    return Console.run(all);
  }

  private String mode() {
    return ask("status", "--json").json().getAsJsonObject().get("mode").getAsString();
  }

  private void await(Process process, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(process.isAlive() && System.nanoTime() < deadline, this::said);
      Thread.sleep(20);
    }
  }

  private String said() {
    try {
      return Files.readString(directory.resolve("err"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void signal(Process process, String signal)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  private static void end(Process process, String signal) throws IOException, InterruptedException {
    signal(process, signal);
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "did not end on " + signal);
  }
}
