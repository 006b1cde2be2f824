package io.trimtab.fuzz.loop;

import io.trimtab.fuzz.FuzzException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Saves every so often, on a thread of its own, and once more at the end: what a loop has found is
 * hours of work, and whatever ends it may not ask.
 */
public final class Saves implements AutoCloseable {
  private final Duration every;
  private final Runnable save;
  private final Consumer<FuzzException> failed;
  private final Thread thread;

  /**
   * Saves that are yet to be started.
   *
   * @param failed is told of those on the way that fail; the next is tried all the same
   */
  public Saves(Duration every, Runnable save, Consumer<FuzzException> failed) {
    this.every = every;
    this.save = save;
    this.failed = failed;
    thread = new Thread(this::work, "saves");
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  private void work() {
    try {
      while (true) {
        Thread.sleep(every.toMillis());
        try {
          save.run();
        } catch (FuzzException e) {
          failed.accept(e);
        }
      }
    } catch (InterruptedException e) {
      // It is being closed, and that saves.
    }
  }

  /**
   * Saves for the last time.
   *
   * @throws FuzzException if that fails
   */
  @Override
  public void close() {
    thread.interrupt();
    boolean wasInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
    save.run();
  }
}
