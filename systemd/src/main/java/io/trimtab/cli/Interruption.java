package io.trimtab.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C and SIGTERM as an interrupt of the command's thread, which then stops, reports and
 * restores; the process ends when it has.
 */
final class Interruption {
  private static final long PATIENCE_SECONDS = 60;
  private static final CountDownLatch FINISHED = new CountDownLatch(1);
  private static final AtomicBoolean REQUESTED = new AtomicBoolean();

  private Interruption() {}

  /** From now on a signal interrupts the calling thread instead of ending it. */
  static void interruptThisThread() {
    Thread command = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (FINISHED.getCount() == 0) {
                    return;
                  }
                  REQUESTED.set(true);
                  command.interrupt();
                  awaitFinish();
                },
                "stop"));
  }

  /** Whether a signal asked to stop. */
  static boolean requested() {
    return REQUESTED.get();
  }

  /** Whether this process is about to end, by a signal or otherwise. */
  static boolean isEnding() {
    Thread hook = new Thread(() -> {}, "ending");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true; // It is too late for a hook.
    }
  }

  /** Lets a waiting shutdown go on: the command has cleaned up. */
  static void finished() {
    FINISHED.countDown();
  }

  private static void awaitFinish() {
    try {
      boolean inTime = FINISHED.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        System.err.println("trimtab: still not stopped; run trimtab rollback --all");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
