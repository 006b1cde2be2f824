package io.trimtab.daemon.service;

import io.trimtab.daemon.control.Daemon;

/** What tunes, as the service drives it. */
public interface Engine extends Daemon {
  /**
   * Looks at the host once, and does what is due. Called by one thread.
   *
   * @throws RuntimeException if it cannot go on at all
   */
  void tick();

  /** Whether what guards and undoes is alive; without it the watchdog is not to be fed. */
  boolean isGuarding();

  /**
   * Ends: no more writes afterwards. What is not committed is undone in any case.
   *
   * @param undo whether to undo what is committed, too
   */
  void end(boolean undo);
}
