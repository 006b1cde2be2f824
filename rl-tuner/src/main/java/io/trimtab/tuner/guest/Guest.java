package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.guest.GuestProtocol.Answer;
import io.trimtab.tuner.guest.GuestProtocol.Done;
import io.trimtab.tuner.guest.GuestProtocol.Gone;
import io.trimtab.tuner.guest.GuestProtocol.Ready;
import io.trimtab.tuner.run.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A guest that is up. Closing it ends it and leaves nothing behind. One thread at a time may use
 * it; several guests may be used side by side.
 */
public final class Guest implements AutoCloseable {
  private static final Duration POWER_OFF = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofMinutes(1);

  /** How much slower than the host's clock a quiet guest's may go on a busy host. */
  private static final int SLOWEST = 20;

  private static final String PANIC = "Kernel panic";
  private static final int CONSOLE_LINES = 3;

  private final GuestSpec spec;
  private final QemuProcess qemu;
  private final RunDirectory run;
  private String release = "";
  private int requests;

  Guest(GuestSpec spec, QemuProcess qemu, RunDirectory run) {
    this.spec = spec;
    this.qemu = qemu;
    this.run = run;
  }

  /**
   * Waits until it is up.
   *
   * @throws TunerException if it is not in time
   */
  void awaitReady(Duration limit) throws InterruptedException {
    Answer answer = qemu.next(limit);
    if (answer instanceof Ready ready) {
      release = ready.release();
    } else {
      throw failure(answer, "did not boot", limit);
    }
  }

  /** The release of the kernel that runs, as it says itself. */
  public String release() {
    return release;
  }

  /** QEMU's process. */
  public long pid() {
    return qemu.pid();
  }

  /**
   * Runs a program and waits for its end. Seconds are by the guest's clock, from before the program
   * is started until it has ended.
   *
   * @throws TunerException if the guest crashes, or does not answer; it is of no use then but to be
   *     closed
   */
  public RunResult run(GuestCommand command) throws InterruptedException {
    int number = ++requests;
    try {
      qemu.send(GuestProtocol.run(number, command));
    } catch (IOException e) {
      throw failure(new Gone("it has ended"), "did not take a command", ANSWER);
    }
    return await(number, command);
  }

  /** Waits for the answer to a request. */
  RunResult await(int number, GuestCommand command) throws InterruptedException {
    int slowness = spec.mode() == GuestMode.QUIET ? SLOWEST : 1;
    Duration limit = command.limit().multipliedBy(slowness).plus(ANSWER);
    Answer answer = qemu.next(limit);
    if (answer instanceof Done done && done.number() == number) {
      return done.result();
    }
    throw failure(answer, "was lost while it ran " + command, limit);
  }

  private TunerException failure(@Nullable Answer answer, String what, Duration limit) {
    String why =
        answer == null
            ? "no answer within " + limit.toSeconds() + " s"
            : answer instanceof Gone gone ? gone.why() : "it answered out of turn";
    qemu.close();
    String said = lastLines("errors") + lastLines("console");
    return new TunerException("guest " + spec.kernel().release() + " " + what + ": " + why + said);
  }

  /** What the kernel, or QEMU, has said last; of a crash, how it began. */
  private String lastLines(String file) {
    try {
      Path path = run.path().resolve(file);
      List<String> lines =
          new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      Optional<String> panic = lines.stream().filter(line -> line.contains(PANIC)).findFirst();
      if (panic.isPresent()) {
        return "; " + panic.get();
      }
      int from = Math.max(0, lines.size() - CONSOLE_LINES);
      return lines.isEmpty() ? "" : "; " + String.join(" / ", lines.subList(from, lines.size()));
    } catch (IOException e) {
      return "";
    }
  }

  /** Switches it off and waits until it is. */
  public void powerOff() throws InterruptedException {
    try {
      qemu.send(GuestProtocol.OFF);
    } catch (IOException e) {
      return; // It is off.
    }
    qemu.waitFor(POWER_OFF);
  }

  /** Cuts its power if it still runs, and deletes its files. */
  @Override
  public void close() {
    qemu.close();
    run.close();
  }
}
