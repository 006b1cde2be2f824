package io.trimtab.daemon.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Whether the host is shutting down when the service is told to stop. systemd's manager says so
 * while its shutdown.target is active or pending, which holds for a reboot, a poweroff, a halt and
 * a kexec alike, and from before the first service is stopped. It is asked through systemctl, which
 * uses the manager's own socket: D-Bus may be gone by then, and files such as
 * /run/systemd/shutdown/scheduled or /run/nologin tell of some shutdowns only.
 */
final class HostState {
  private static final long PATIENCE_SECONDS = 3;

  private HostState() {}

  /**
   * Asks systemd.
   *
   * @param environment of this process; outside of systemd's units it is never a shutdown
   * @return false as well where it cannot be found out
   */
  static boolean isShuttingDown(Map<String, String> environment) {
    return isShuttingDown(environment, List.of("systemctl", "is-system-running"));
  }

  static boolean isShuttingDown(Map<String, String> environment, List<String> command) {
    return environment.containsKey("INVOCATION_ID") && answer(command).equals("stopping");
  }

  private static String answer(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          return "";
        }
        // A word and a line end: there is no more to read, and none of it blocks.
        return new String(process.getInputStream().readNBytes(64), StandardCharsets.UTF_8).strip();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
