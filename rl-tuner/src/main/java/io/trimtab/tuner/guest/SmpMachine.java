package io.trimtab.tuner.guest;

import io.trimtab.tuner.TunerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Guests with several processors and the host's clock, each booted anew.
 *
 * @param lab where they run
 * @param kernel what they boot
 */
record SmpMachine(GuestLab lab, GuestKernel kernel) implements GuestMachine {
  @Override
  public String name() {
    return "guest-smp:" + kernel.release();
  }

  @Override
  public String digest() {
    return "";
  }

  @Override
  public JobOutcome carryOut(long seed, List<? extends GuestRequest> requests, Duration limit)
      throws InterruptedException {
    try (Guest guest = lab.start(GuestSpec.smp(kernel))) {
      return carryOut(guest, requests);
    }
  }

  private static JobOutcome carryOut(Guest guest, List<? extends GuestRequest> requests)
      throws InterruptedException {
    List<GuestReply> replies = new ArrayList<>();
    try {
      for (GuestRequest request : requests) {
        replies.add(guest.carryOut(request));
      }
      return new JobOutcome(replies, Optional.empty(), false);
    } catch (TunerException e) {
      return new JobOutcome(replies, Optional.of(e.getMessage()), false);
    }
  }

  @Override
  public boolean isQuiet() {
    return false;
  }
}
