package io.trimtab.daemon.service;

import io.trimtab.daemon.loop.TuningDaemon;
import java.time.Duration;
import java.util.Optional;

/** The tuning daemon, as the service drives it. */
public final class TuningEngine implements Engine {
  private final TuningDaemon daemon;

  public TuningEngine(TuningDaemon daemon) {
    this.daemon = daemon;
  }

  @Override
  public Duration every() {
    return daemon.every();
  }

  @Override
  public void tick() {
    daemon.tick();
  }

  @Override
  public Optional<String> end(boolean isShutdown) {
    return daemon.stop(isShutdown ? TuningDaemon.End.SHUTDOWN : TuningDaemon.End.STOP);
  }
}
