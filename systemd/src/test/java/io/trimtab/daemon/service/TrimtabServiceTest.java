package io.trimtab.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import io.trimtab.daemon.control.ControlClient;
import io.trimtab.daemon.linux.DatagramSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service as a process, with real signals, and what it tells the manager that started it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TrimtabServiceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private final List<Process> started = new ArrayList<>();
  private DatagramSocket manager;

  @BeforeEach
  void listen() {
    boolean isThere = true;
    try {
      NativeLibrary.getInstance("libsystemd.so.0");
    } catch (UnsatisfiedLinkError e) {
      isThere = false;
    }
    assumeTrue(isThere, "libsystemd.so.0 is not installed");
    manager = new DatagramSocket(directory.resolve("n"));
  }

  @AfterEach
  void endWhatStillRuns() {
    started.forEach(Process::destroyForcibly);
    if (manager != null) {
      manager.close();
    }
  }

  /** systemd is not this process's manager: whatever it says, it is a stop. */
  @ParameterizedTest
  @CsvSource({"TERM, ''", "INT, ''", "TERM, stopping.on_stop = \"keep\""})
  void aSignalEndsIt(String signal, String toml) throws Exception {
    configure(toml);
    Process service = start("NONE");
    awaitManager("READY=1");

    kill(service, signal);

    awaitManager("STOPPING=1");
    assertTrue(service.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, service.exitValue(), this::said);
    List<String> did = Files.readAllLines(directory.resolve("out"));
    assertEquals("stop", did.get(did.size() - 1));
    assertTrue(did.contains("tick"), did::toString);
    assertFalse(Files.exists(directory.resolve("control.sock")));
  }

  @Test
  void aReloadTakesANewConfigurationAndRefusesABrokenOne() throws Exception {
    configure("");
    Process service = start("NONE");
    awaitManager("READY=1");

    int port = freePort();
    configure("expose.prometheus = '127.0.0.1:" + port + "'");
    kill(service, "HUP");
    String reloading = awaitManager("RELOADING=1");
    assertTrue(reloading.contains("\nMONOTONIC_USEC="), reloading);
    awaitManager("READY=1");
    assertEquals("200", fetch(port, "/metrics").substring(0, 3));

    configure("expose.prometheus = '127.0.0.1'");
    kill(service, "HUP");
    awaitManager("RELOADING=1");
    String ready = awaitManager("READY=1");
    assertTrue(ready.contains("configuration refused: "), ready);
    assertTrue(ready.contains("trimtab.toml:1:1: expose.prometheus"), ready);
    assertEquals("200", fetch(port, "/metrics").substring(0, 3), "the old one stays");

    configure("");
    kill(service, "HUP");
    awaitManager("READY=1");
    assertTrue(said().contains("[T0011] the old configuration stays"), this::said);
    assertEquals("trial", status());
    kill(service, "TERM");
    assertTrue(service.waitFor(30, TimeUnit.SECONDS));
  }

  @Test
  void theWatchdogIsFedWhileTheGuardLives() throws Exception {
    configure("");
    start("NONE");
    awaitManager("WATCHDOG=1");
    awaitManager("WATCHDOG=1");
  }

  @Test
  void theWatchdogIsNotFedWhenTheGuardHangs() throws Exception {
    configure("");
    start("HANGS");
    awaitManager("READY=1");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
    int fed = 0;
    while (System.nanoTime() < end) {
      fed += manager.receive(Duration.ofMillis(100)).orElse("").contains("WATCHDOG") ? 1 : 0;
    }
    assertTrue(fed <= 3, "fed " + fed + " times");
    assertTrue(said().contains("[T0030]"), this::said);
  }

  @Test
  void anEngineThatCannotGoOnIsEndedAndTheServiceFails() throws Exception {
    configure("");
    Process service = start("FAILS");

    assertTrue(service.waitFor(30, TimeUnit.SECONDS));

    assertEquals(1, service.exitValue());
    assertEquals(List.of("stop"), Files.readAllLines(directory.resolve("out")));
    assertTrue(said().contains("[T0005] ending, as it failed: "), this::said);
    assertTrue(said().contains("nothing works"), this::said);
  }

  private void configure(String toml) throws IOException {
    Path file = directory.resolve("etc/trimtab/trimtab.toml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "expose.group = ''\n");
    // In a file of its own, so that its lines count from one.
    Path dropIn = directory.resolve("etc/trimtab/conf.d/trimtab.toml");
    Files.createDirectories(dropIn.getParent());
    Files.writeString(dropIn, toml);
  }

  private Process start(String fault) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(ServiceProgram.class.getName());
    command.addAll(List.of(directory.toString(), fault));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("NOTIFY_SOCKET", directory.resolve("n").toString());
    builder.environment().put("WATCHDOG_USEC", "400000");
    builder.environment().remove("WATCHDOG_PID");
    builder.redirectOutput(directory.resolve("out").toFile());
    builder.redirectError(directory.resolve("err").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static void kill(Process process, String signal)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  /** The next datagram that begins so. */
  private String awaitManager(String word) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      String datagram = manager.receive(PATIENCE).orElse("");
      if (datagram.startsWith(word)) {
        return datagram;
      }
    }
    throw new AssertionError("no " + word + "; " + said());
  }

  private String status() {
    return new ControlClient(directory.resolve("control.sock"))
        .ask("status")
        .getAsJsonObject()
        .get("mode")
        .getAsString();
  }

  private String said() {
    try {
      return Files.readString(directory.resolve("err"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static int freePort() throws IOException {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String fetch(int port, String path) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }
}
