package io.trimtab.tuner.run;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.linux.PageCache;
import io.trimtab.tuner.linux.Signals;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands in a session of their own, so that a command that hangs can be ended together with
 * everything that it started.
 */
public final class CommandRunner {
  private static final int STDOUT_LIMIT = 4 << 20;
  private static final int STDERR_LIMIT = 8 << 10;

  /** How long a group may take to end itself after SIGTERM. */
  private static final long GRACE_MILLIS = 1000;

  /** How long to wait for output that an orphan still holds open. */
  private static final long OUTPUT_PATIENCE_MILLIS = 500;

  /** A fixed script: the command's words are its arguments and are not looked at by the shell. */
  private static final String JOIN_CGROUP = "echo $$ > \"$0\" && exec \"$@\"";

  /**
   * Runs a command to its end.
   *
   * @param limit after which its whole process group is ended
   * @throws TunerException when it cannot be started
   * @throws InterruptedException when interrupted; the process group is ended first
   */
  public RunResult run(Command command, Duration limit) throws InterruptedException {
    command.cold().forEach(PageCache::drop);
    ProcessBuilder builder = new ProcessBuilder(words(command));
    builder.redirectInput(new File("/dev/null"));
    long start = System.nanoTime();
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new TunerException("cannot start " + command + ": " + e.getMessage(), e);
    }
    StreamTail stdout = new StreamTail(process.getInputStream(), STDOUT_LIMIT);
    StreamTail stderr = new StreamTail(process.getErrorStream(), STDERR_LIMIT);
    boolean ended;
    try {
      ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      end(process);
      throw e;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    // Children that outlive the command would disturb the next run.
    end(process);
    return new RunResult(
        process.exitValue(),
        !ended,
        seconds,
        stdout.text(OUTPUT_PATIENCE_MILLIS),
        stderr.text(OUTPUT_PATIENCE_MILLIS));
  }

  private static List<String> words(Command command) {
    List<String> words = new ArrayList<>(List.of("setsid"));
    command
        .cgroup()
        .ifPresent(
            cgroup ->
                words.addAll(List.of("/bin/sh", "-c", JOIN_CGROUP, cgroup.procs().toString())));
    command
        .user()
        .ifPresent(
            user ->
                words.addAll(
                    List.of(
                        "setpriv",
                        "--reuid=" + user,
                        "--regid=" + UserGroups.primaryGroup(user),
                        "--init-groups",
                        "--inh-caps=-all",
                        "--no-new-privs",
                        "--")));
    words.addAll(command.arguments());
    return words;
  }

  private static void end(Process process) {
    if (!Signals.killGroup(process.pid(), Signals.SIGTERM) && !process.isAlive()) {
      return;
    }
    boolean interrupted = false;
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
    while (Signals.killGroup(process.pid(), 0) && System.nanoTime() < deadline) {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    Signals.killGroup(process.pid(), Signals.SIGKILL);
    process.destroyForcibly();
    process.onExit().join();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
