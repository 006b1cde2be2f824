package io.trimtab.daemon.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Ticks the engine at multiples of the interval, in a thread of its own. A tick that could not be
 * kept is left out; nothing is made up for in a hurry.
 */
final class EngineDriver {
  private static final long PATIENCE_MILLIS = 2000;

  private final Engine engine;
  private final Supplier<Duration> every;
  private final Consumer<String> failures;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::drive, "ticks");

  /**
   * Creates a driver.
   *
   * @param every asked before each tick
   * @param failures gets the reason when the engine cannot go on; it is ticked no more
   */
  EngineDriver(Engine engine, Supplier<Duration> every, Consumer<String> failures) {
    this.engine = engine;
    this.every = every;
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
        engine.tick();
        long interval = every.get().toNanos();
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
