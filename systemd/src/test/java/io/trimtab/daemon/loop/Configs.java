package io.trimtab.daemon.loop;

import io.trimtab.actuators.catalogue.Risk;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.Mode;
import io.trimtab.tuner.measure.Direction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Configurations for tests. */
final class Configs {
  static final DaemonConfig.Exploration EXPLORATION =
      new DaemonConfig.Exploration(0.5, 0.1, 0.02, 0.05, Duration.ofSeconds(10));

  private Configs() {}

  static DaemonConfig of(Mode mode, String... allow) {
    return of(
        mode,
        EXPLORATION,
        new DaemonConfig.Guard(0.5, Duration.ofSeconds(10), Duration.ofMinutes(5), 30),
        allow);
  }

  /** With the exploration and the guard that the daemon comes with. */
  static DaemonConfig shipped(Mode mode, String... allow) {
    return of(
        mode,
        new DaemonConfig.Exploration(0.2, 0.15, 0.02, 0.01, Duration.ofSeconds(5)),
        new DaemonConfig.Guard(0.25, Duration.ofSeconds(10), Duration.ofMinutes(15), 4),
        allow);
  }

  static DaemonConfig of(
      Mode mode, DaemonConfig.Exploration exploration, DaemonConfig.Guard guard, String... allow) {
    return new DaemonConfig(
        mode,
        Duration.ofSeconds(1),
        Set.of(DaemonConfig.Part.TRIALS),
        new DaemonConfig.Tunables(List.of(allow), List.of(), Risk.MEDIUM),
        new DaemonConfig.Goal(Direction.MINIMISE, new DaemonConfig.Source.Pressure(), List.of()),
        exploration,
        List.of(),
        guard,
        new DaemonConfig.Stopping(true, true),
        new DaemonConfig.Exposure(Optional.empty(), Optional.empty(), "trimtab"),
        new DaemonConfig.Storage(64L << 20, Duration.ofDays(30), 1000),
        new DaemonConfig.Prefetch(List.of()));
  }
}
