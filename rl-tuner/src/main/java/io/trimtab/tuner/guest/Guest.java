package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.guest.GuestProtocol.Answer;
import io.trimtab.tuner.guest.GuestProtocol.Done;
import io.trimtab.tuner.guest.GuestProtocol.Gone;
import io.trimtab.tuner.guest.GuestProtocol.Ready;
import io.trimtab.tuner.run.RunResult;
import java.io.IOException;
import java.time.Duration;
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
    return carryOut(new GuestRequest.Run(command, false)).result();
  }

  /**
   * Has a run or a write carried out, and waits for the answer.
   *
   * @throws TunerException if the guest crashes, or does not answer
   */
  public GuestReply carryOut(GuestRequest request) throws InterruptedException {
    int number = ++requests;
    try {
      qemu.send(GuestProtocol.encode(number, request));
    } catch (IOException e) {
      throw failure(new Gone("it has ended"), "did not take a request", ANSWER);
    }
    return await(number, request);
  }

  /** Waits for the answer to a request. */
  GuestReply await(int number, GuestRequest request) throws InterruptedException {
    int slowness = spec.mode() == GuestMode.QUIET ? SLOWEST : 1;
    Duration limit = ANSWER;
    String what = "writing its files";
    if (request instanceof GuestRequest.Run run) {
      limit = run.command().limit().multipliedBy(slowness).plus(ANSWER);
      what = "running " + run.command();
    }
    Answer answer = qemu.next(limit);
    if (answer instanceof Done done && done.number() == number) {
      return done.reply();
    }
    throw failure(answer, "was lost while " + what, limit);
  }

  private TunerException failure(@Nullable Answer answer, String what, Duration limit) {
    String why =
        answer == null
            ? "no answer within " + limit.toSeconds() + " s"
            : answer instanceof Gone gone ? gone.why() : "it answered out of turn";
    qemu.close();
    String said =
        LastWords.of(run.path().resolve("errors")) + LastWords.of(run.path().resolve("console"));
    return new TunerException("guest " + spec.kernel().release() + " " + what + ": " + why + said);
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
