package io.trimtab.actuators.prefetch;

/** Waiting for a thread's end. */
public final class Joining {
  private Joining() {}

  /** Waits until it has ended; an interrupt meanwhile is kept for later. */
  public static void await(Thread thread) {
    boolean isInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
