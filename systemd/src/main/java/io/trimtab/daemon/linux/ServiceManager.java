package io.trimtab.daemon.linux;

import com.sun.jna.Memory;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * What a service tells its manager (sd_notify), and what that expects of it. Without a manager that
 * listens, and without libsystemd, nothing is said and nothing fails. For any thread.
 */
public final class ServiceManager {
  private final boolean isListening;
  private final Optional<Duration> watchdog;
  private final Optional<String> problem;

  private ServiceManager(
      boolean isListening, Optional<Duration> watchdog, Optional<String> problem) {
    this.isListening = isListening;
    this.watchdog = watchdog;
    this.problem = problem;
  }

  /**
   * The manager that started this process, if one did.
   *
   * @param environment of this process: libsystemd is loaded only if somebody listens
   */
  public static ServiceManager of(Map<String, String> environment) {
    if (environment.getOrDefault("NOTIFY_SOCKET", "").isEmpty()) {
      return new ServiceManager(false, Optional.empty(), Optional.empty());
    }
    try {
      return new ServiceManager(true, watchdogInterval(), Optional.empty());
    } catch (UnsatisfiedLinkError e) {
      return new ServiceManager(
          false,
          Optional.empty(),
          Optional.of("systemd waits for word, and libsystemd.so.0 is not there to send it"));
    }
  }

  private static Optional<Duration> watchdogInterval() {
    try (Memory micros = new Memory(Long.BYTES)) {
      boolean isOurs = Libsystemd.sd_watchdog_enabled(0, micros) > 0;
      return isOurs
          ? Optional.of(Duration.of(micros.getLong(0), ChronoUnit.MICROS))
          : Optional.empty();
    }
  }

  /** Whether somebody listens. */
  public boolean isListening() {
    return isListening;
  }

  /** How long this process may go without {@link #ping}; empty if nobody minds. */
  public Optional<Duration> watchdog() {
    return watchdog;
  }

  /** Why a manager that listens cannot be told anything; empty if it can, or if there is none. */
  public Optional<String> problem() {
    return problem;
  }

  /** The service works, from its start or from a reload on. */
  public void ready(String status) {
    send("READY=1\n" + line(status));
  }

  /** What it is at, in a line. */
  public void status(String status) {
    send(line(status));
  }

  /** It lives. */
  public void ping() {
    send("WATCHDOG=1");
  }

  /** It reads its configuration again; {@link #ready} is to follow. */
  public void reloading() {
    if (isListening) {
      send("RELOADING=1\nMONOTONIC_USEC=" + MonotonicClock.micros());
    }
  }

  /** It ends. */
  public void stopping(String status) {
    send("STOPPING=1\n" + line(status));
  }

  private static String line(String status) {
    return "STATUS=" + status.replace('\n', ' ');
  }

  /** What cannot be sent is lost: there is nobody to tell. */
  private void send(String state) {
    if (isListening) {
      Libsystemd.sd_notify(0, state);
    }
  }
}
