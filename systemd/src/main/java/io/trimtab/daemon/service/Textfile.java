package io.trimtab.daemon.service;

import io.trimtab.actuators.kernel.IoCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Metrics in a file for a node exporter, which reads it at any time: written beside it and then
 * renamed. In a thread of its own, as a disk may block.
 */
final class Textfile implements AutoCloseable {
  private final Path file;
  private final Supplier<String> metrics;
  private final Duration every;
  private final Consumer<String> problems;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private Textfile(Path file, Supplier<String> metrics, Duration every, Consumer<String> problems) {
    this.file = file;
    this.metrics = metrics;
    this.every = every;
    this.problems = problems;
    this.thread = new Thread(this::writeOn, "textfile");
    thread.setDaemon(true);
  }

  /**
   * Writes from now on.
   *
   * @param problems gets a line when it could not be written
   */
  static Textfile start(
      Path file, Supplier<String> metrics, Duration every, Consumer<String> problems) {
    Textfile textfile = new Textfile(file, metrics, every, problems);
    textfile.thread.start();
    return textfile;
  }

  private void writeOn() {
    try {
      do {
        write();
      } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    // A name that no exporter takes for its own: those end in .prom.
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(draft, metrics.get());
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      problems.accept(file + ": " + IoCause.of(e));
    } catch (RuntimeException e) {
      problems.accept(file + ": " + e);
    }
  }

  /** Ends, and takes the file away: what it says would be believed for ever. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(Duration.ofSeconds(1).toMillis());
      Files.deleteIfExists(file);
    } catch (IOException e) {
      problems.accept(file + ": cannot be removed: " + IoCause.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
