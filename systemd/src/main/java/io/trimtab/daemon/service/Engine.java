package io.trimtab.daemon.service;

import java.time.Duration;
import java.util.Optional;

/** What the service drives. */
public interface Engine {
  /** From one tick to the next. */
  Duration every();

  /**
   * Looks at the host once, and does what is due. Called by one thread.
   *
   * @throws RuntimeException if it cannot go on at all
   */
  void tick();

  /**
   * Ends: undoes or keeps what is committed, as the configuration says; nothing is written
   * afterwards.
   *
   * @param isShutdown whether the host shuts down
   * @return what could not be put back, if something could not
   */
  Optional<String> end(boolean isShutdown);
}
