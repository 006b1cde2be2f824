package io.trimtab.actuators.fake;

import java.util.concurrent.CountDownLatch;

/** Holds writers back until it is opened, as a kernel file that blocks does. */
public final class Gate {
  private final CountDownLatch latch = new CountDownLatch(1);

  public void open() {
    latch.countDown();
  }

  public void await() {
    boolean waiting = true;
    while (waiting) {
      try {
        latch.await();
        waiting = false;
      } catch (InterruptedException e) {
        // A write that blocks in the kernel does not care.
      }
    }
  }
}
