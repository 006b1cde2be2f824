package io.trimtab.fuzz.tunable;

import java.util.List;

/**
 * A machine that may be hurt. Each trial begins in the same state, and nothing of it stays; the
 * same trial comes to the same end.
 */
public interface TunableMachine {
  /** What it is, with its kernel, such as {@code guest:6.1.0-49-cloud-amd64}. */
  String name();

  /** Its memory in KiB. */
  long memoryKb();

  /** What may be turned. */
  List<Knob> knobs();

  /**
   * Writes a setting's values as they are, unchecked, in its order, and then sees how the machine
   * is.
   *
   * @param draw which of the equally valid courses of a trial is taken, from 0 on
   * @throws io.trimtab.fuzz.FuzzException if the machine cannot be had; never for what a setting
   *     does to it
   */
  Health run(Setting setting, long draw) throws InterruptedException;
}
