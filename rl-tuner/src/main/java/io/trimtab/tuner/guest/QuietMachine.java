package io.trimtab.tuner.guest;

import java.time.Duration;
import java.util.List;

/**
 * Quiet guests that go on from a saved one.
 *
 * @param lab where they run
 * @param saved where they go on from
 */
record QuietMachine(GuestLab lab, SavedGuest saved) implements GuestMachine {
  @Override
  public String name() {
    return "guest:" + saved.kernel().release();
  }

  @Override
  public String digest() {
    return saved.machine();
  }

  @Override
  public GuestKernel kernel() {
    return saved.kernel();
  }

  @Override
  public JobOutcome carryOut(long seed, List<? extends GuestRequest> requests, Duration limit)
      throws InterruptedException {
    return lab.carryOut(saved, seed, requests, limit);
  }

  @Override
  public boolean isQuiet() {
    return true;
  }
}
