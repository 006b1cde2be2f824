package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.fuzz.program.Program;
import io.trimtab.fuzz.testbed.Crash;
import io.trimtab.fuzz.testbed.CrashReproducer;
import io.trimtab.fuzz.testbed.Reproduction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reproduces crashes beside the loop that came upon them, one after the other, each on kernels of
 * its own that have just booted.
 */
public final class Reproducers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CrashReproducer reproducer;
  private final TestbedSignals signals;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "reproducer");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param signals knows the programs that were run
   */
  public Reproducers(CrashReproducer reproducer, TestbedSignals signals) {
    this.reproducer = reproducer;
    this.signals = signals;
  }

  /**
   * Has a crash reproduced when those before it have been; not one that comes after the end.
   *
   * @param whenDone is given the least that makes a kernel crash this way, as text: programs, one
   *     after the other; empty if it did not happen again
   */
  public void reproduce(Crash crash, Consumer<Optional<String>> whenDone) {
    // What was run is forgotten some time later.
    Optional<Program> known = signals.program(crash.program());
    try {
      worker.execute(() -> reproduce(crash, known, whenDone));
    } catch (RejectedExecutionException e) {
      // A kernel that is being ended has its crash kept all the same.
    }
  }

  private void reproduce(
      Crash crash, Optional<Program> known, Consumer<Optional<String>> whenDone) {
    try {
      whenDone.accept(reproducer.reproduce(crash).map(found -> text(found, known)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (FuzzException e) {
      whenDone.accept(Optional.empty());
    }
  }

  private String text(Reproduction reproduction, Optional<Program> known) {
    StringBuilder text = new StringBuilder();
    for (ExecProgram program : reproduction.programs()) {
      text.append(text.isEmpty() ? "" : "\n# and then, in a process of its own:\n");
      text.append(
          signals
              .program(program)
              .or(() -> known)
              .map(Program::toString)
              .orElse("# a program that is no longer known\n"));
    }
    return text.toString();
  }

  /** Waits a while for what is being reproduced, and gives up the rest. */
  @Override
  public void close() {
    worker.shutdown();
    try {
      if (!worker.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException e) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
