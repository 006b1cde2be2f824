package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Starts QEMU so that the kernel ends it should this process be killed. It does so when the thread
 * that started a process ends, so one thread starts QEMU and lives as long.
 */
final class QemuLauncher {
  private QemuLauncher() {}

  /**
   * Starts QEMU, its input and output in this process's hands.
   *
   * @param errors where QEMU complains
   */
  static Process start(HostPrograms programs, List<String> arguments, Path errors)
      throws InterruptedException {
    return start(new ProcessBuilder(words(programs, arguments)).redirectError(errors.toFile()));
  }

  /** Starts QEMU on this process's own input and output. */
  static Process startOnTerminal(HostPrograms programs, List<String> arguments)
      throws InterruptedException {
    return start(new ProcessBuilder(words(programs, arguments)).inheritIO());
  }

  private static List<String> words(HostPrograms programs, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(programs.get("setpriv").toString()));
    words.addAll(List.of("--pdeathsig", "KILL", "--"));
    words.add(programs.get("qemu-system-x86_64").toString());
    words.addAll(arguments);
    return words;
  }

  private static Process start(ProcessBuilder builder) throws InterruptedException {
    CompletableFuture<Process> started = new CompletableFuture<>();
    Thread parent = new Thread(() -> startAndWait(builder, started), "guest");
    parent.setDaemon(true);
    parent.start();
    try {
      return started.get();
    } catch (ExecutionException e) {
      throw new TunerException("cannot start QEMU: " + e.getCause(), e);
    }
  }

  private static void startAndWait(ProcessBuilder builder, CompletableFuture<Process> started) {
    try {
      Process process = builder.start();
      started.complete(process);
      while (process.isAlive()) {
        process.onExit().join();
      }
    } catch (IOException | RuntimeException e) {
      started.completeExceptionally(e);
    }
  }
}
