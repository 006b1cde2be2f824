package io.trimtab.daemon.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ticks the engine at multiples of the interval, in a thread of its own. A tick that could not be
 * kept is left out; nothing is made up for in a hurry.
 */
final class EngineDriver {
  private static final long PATIENCE_MILLIS = 2000;

  private final Engine engine;
  private final Consumer<String> failures;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** When the tick at hand began; 0 between ticks. */
  private volatile long begun;

  private final Thread thread = new Thread(this::drive, "ticks");

  /**
   * Creates a driver.
   *
   * @param failures gets the reason when the engine cannot go on; it is ticked no more
   */
  EngineDriver(Engine engine, Consumer<String> failures) {
    this.engine = engine;
    this.failures = failures;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void drive() {
    try {
      long due = System.nanoTime();
      while (!stopped.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        begun = System.nanoTime() | 1;
        engine.tick();
        begun = 0;
        long interval = engine.every().toNanos();
        long late = System.nanoTime() - due;
        due += interval * Math.max(1, late / interval + 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // Out of memory, too: the engine is ended, which needs next to none, and begun anew.
      failures.accept("it failed: " + e);
    }
  }

  /** Whether no tick has taken longer than that: what guards and undoes is then alive. */
  boolean isAlive(Duration limit) {
    long since = begun;
    return since == 0 || System.nanoTime() - since < limit.toNanos();
  }

  /** Ticks no more. One that is under way gets a moment to finish. */
  void stop() {
    stopped.countDown();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
