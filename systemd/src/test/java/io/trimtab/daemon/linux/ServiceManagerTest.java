package io.trimtab.daemon.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives at a socket as systemd's, from a process that has it in its environment. */
class ServiceManagerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;

  /** The process: says everything once, and its watchdog's interval as its status. */
  public static final class Talker {
    private Talker() {}

    public static void main(String[] args) {
      ServiceManager manager = ServiceManager.of(System.getenv());
      manager.status("watchdog " + manager.watchdog().map(Duration::toMillis).orElse(0L));
      manager.ready("works\nwell");
      manager.ping();
      manager.reloading();
      manager.ready("again");
      manager.stopping("ends");
    }
  }

  @Test
  void everyWordArrives() throws Exception {
    assumeLibsystemd();
    long before = System.nanoTime() / 1000;
    try (DatagramSocket socket = new DatagramSocket(directory.resolve("n"))) {
      assertEquals(0, talk(Map.of("WATCHDOG_USEC", "30000000")));

      assertEquals("STATUS=watchdog 30000", next(socket));
      assertEquals("READY=1\nSTATUS=works well", next(socket));
      assertEquals("WATCHDOG=1", next(socket));
      String reloading = next(socket);
      assertTrue(reloading.matches("RELOADING=1\nMONOTONIC_USEC=\\d+"), reloading);
      long micros = Long.parseLong(reloading.substring(reloading.lastIndexOf('=') + 1));
      assertTrue(micros >= before && micros <= System.nanoTime() / 1000, reloading);
      assertEquals("READY=1\nSTATUS=again", next(socket));
      assertEquals("STOPPING=1\nSTATUS=ends", next(socket));
    }
  }

  @Test
  void aWatchdogOfAnotherProcessIsNotOurs() throws Exception {
    assumeLibsystemd();
    try (DatagramSocket socket = new DatagramSocket(directory.resolve("n"))) {
      talk(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1"));

      assertEquals("STATUS=watchdog 0", next(socket));
    }
  }

  @Test
  void nobodyListensAndNothingFails() throws Exception {
    ServiceManager manager = ServiceManager.of(Map.of());
    manager.ready("works");
    manager.reloading();
    manager.stopping("ends");

    assertFalse(manager.isListening());
    assertEquals(Optional.empty(), manager.watchdog());
    assertEquals(Optional.empty(), manager.problem());
    assertEquals(0, talk(Map.of()), "a socket that is not there");
  }

  private static String next(DatagramSocket socket) {
    return socket.receive(PATIENCE).orElse("nothing came");
  }

  private int talk(Map<String, String> environment) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Talker.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("NOTIFY_SOCKET", directory.resolve("n").toString());
    builder.environment().remove("WATCHDOG_PID");
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void assumeLibsystemd() {
    boolean isThere = true;
    try {
      NativeLibrary.getInstance("libsystemd.so.0");
    } catch (UnsatisfiedLinkError e) {
      isThere = false;
    }
    assumeTrue(isThere, "libsystemd.so.0 is not installed");
  }
}
