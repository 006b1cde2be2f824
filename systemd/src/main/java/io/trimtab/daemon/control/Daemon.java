package io.trimtab.daemon.control;

import io.trimtab.daemon.decision.DecisionLog;
import java.time.Duration;
import java.util.Optional;

/** What can be asked of a running daemon, and told to it; safe for several threads. */
public interface Daemon {
  /** What it is at. */
  DaemonStatus status();

  /** What it decided. */
  DecisionLog decisions();

  /** All of it in Prometheus' text format. */
  String prometheus();

  /**
   * Tries nothing from now on; what is in force stays, under watch.
   *
   * @param time how long; empty for until {@link #thaw}
   * @param who asks, as it is recorded
   */
  void freeze(Optional<Duration> time, String who);

  /** Goes on trying. */
  void thaw(String who);

  /**
   * Takes back a tunable that was given up.
   *
   * @return whether it had been given up
   */
  boolean resume(String tunable, String who);

  /**
   * Applies a piece of advice: puts it in force, under watch.
   *
   * @param id of a decision of the kind {@code advised}
   * @return what came of it, in a line
   */
  String apply(String id, String who);

  /**
   * Reads the configuration again; a broken one is refused, and the old one stays.
   *
   * @return what is wrong with it; empty if it was taken
   */
  Optional<String> reload();
}
