package io.trimtab.daemon.service;

import io.trimtab.daemon.linux.ServiceManager;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Feeds systemd's watchdog, twice in its interval, and only while what guards is alive: if that
 * hangs, the process is killed, and what it left is undone by the next one.
 */
final class Watchdog implements AutoCloseable {
  private final ServiceManager manager;
  private final Predicate<Duration> isAlive;
  private final ServiceLog log;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Watchdog(ServiceManager manager, Predicate<Duration> isAlive, ServiceLog log) {
    this.manager = manager;
    this.isAlive = isAlive;
    this.log = log;
  }

  /**
   * Feeds from now on, if there is a watchdog.
   *
   * @param isAlive whether what guards has not been busy with one thing for longer than that
   */
  static Watchdog start(ServiceManager manager, Predicate<Duration> isAlive, ServiceLog log) {
    Watchdog watchdog = new Watchdog(manager, isAlive, log);
    if (manager.watchdog().isPresent()) {
      Duration every = manager.watchdog().get().dividedBy(2);
      Thread thread = new Thread(() -> watchdog.feed(every), "watchdog");
      thread.setDaemon(true);
      thread.start();
    }
    return watchdog;
  }

  private void feed(Duration every) {
    try {
      do {
        if (isAlive.test(every)) {
          manager.ping();
        } else {
          log.log(
              Message.GUARD_SILENT,
              "what guards and undoes does not answer; the watchdog will end this process");
        }
      } while (!closed.await(every.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
