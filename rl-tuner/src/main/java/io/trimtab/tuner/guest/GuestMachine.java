package io.trimtab.tuner.guest;

import java.time.Duration;
import java.util.List;

/** Something that carries out jobs, each in a guest of its own. */
interface GuestMachine {
  /** Such as {@code guest:6.1.0-56-cloud-amd64}. */
  String name();

  /** What results depend on besides kernel, seed and job; empty if they do not repeat. */
  String digest();

  /** The kernel that the guests run. */
  GuestKernel kernel();

  /**
   * Has a job carried out.
   *
   * @param limit how long it may take by the guest's clock
   * @throws io.trimtab.tuner.TunerException if no guest can be had
   */
  JobOutcome carryOut(long seed, List<? extends GuestRequest> requests, Duration limit)
      throws InterruptedException;

  /** Whether the guests' clock is their own, so that waiting costs nothing. */
  boolean isQuiet();
}
