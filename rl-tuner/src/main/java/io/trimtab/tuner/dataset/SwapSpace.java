package io.trimtab.tuner.dataset;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.files.Trees;
import io.trimtab.tuner.run.Command;
import io.trimtab.tuner.run.CommandRunner;
import io.trimtab.tuner.run.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/**
 * Swap space in a file. The kernel uses it between {@link #on()} and {@link #off()} alone, so that
 * the runs that are not about swapping go as they would without. Closing removes the file.
 */
public final class SwapSpace implements AutoCloseable {
  private static final String NAME = "trimtab.swap";
  private static final long BYTES = 2L << 30;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final CommandRunner runner;
  private final Path file;

  private SwapSpace(CommandRunner runner, Path file) {
    this.runner = runner;
    this.file = file;
  }

  /**
   * Whether the host has swap space.
   *
   * @param swaps the kernel's list of it, which is {@code /proc/swaps}
   */
  public static boolean isPresent(Path swaps) {
    try {
      return Files.readAllLines(swaps).size() > 1;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Makes a file of 2 GiB that can be swapped to.
   *
   * @param directory where the file is to lie
   * @throws TunerException if that does not work; nothing is left behind then
   */
  public static SwapSpace make(Path directory) throws InterruptedException {
    return make(directory, BYTES);
  }

  static SwapSpace make(Path directory, long bytes) throws InterruptedException {
    SwapSpace swap = new SwapSpace(new CommandRunner(), directory.resolve(NAME));
    try {
      FileContents.zeros(swap.file, bytes);
      Files.setPosixFilePermissions(swap.file, PosixFilePermissions.fromString("rw-------"));
      swap.run("mkswap");
    } catch (IOException e) {
      swap.remove();
      throw new TunerException(swap.file + ": cannot be made: " + e.getMessage(), e);
    } catch (TunerException | InterruptedException e) {
      swap.remove();
      throw e;
    }
    return swap;
  }

  /**
   * Takes back what a Trimtab left that was killed: swap space that is still in use.
   *
   * @param directory where such a file may lie
   */
  public static void recover(Path directory) throws InterruptedException {
    Path file = directory.resolve(NAME);
    if (Files.exists(file)) {
      // It fails if the file was not in use, which is as well.
      new CommandRunner().run(Command.of(List.of("swapoff", file.toString())), LIMIT);
      Trees.deleteQuietly(file);
    }
  }

  private void run(String program) throws InterruptedException {
    RunResult result = runner.run(Command.of(List.of(program, file.toString())), LIMIT);
    if (!result.succeeded()) {
      throw new TunerException(program + " " + file + " " + result.failure());
    }
  }

  private void remove() {
    Trees.deleteQuietly(file);
  }

  /**
   * Has the kernel swap to it.
   *
   * @throws TunerException if the kernel will not
   */
  void on() throws InterruptedException {
    run("swapon");
  }

  /** Has the kernel swap everything in again, and use it no longer. */
  void off() {
    boolean interrupted = Thread.interrupted();
    try {
      run("swapoff");
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    remove();
  }
}
