package io.trimtab.tuner.guest;

/** How a guest's processors and its clock go. */
public enum GuestMode {
  /**
   * One processor, whose clock counts instructions: what else the host does changes nothing, and
   * the same seed gives the same run bit for bit. Another seed is another draw, as valid.
   */
  QUIET,
  /**
   * Several processors, each a thread of the host, with the host's clock: real races, and noise.
   */
  SMP
}
