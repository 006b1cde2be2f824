package io.trimtab.cli;

import io.trimtab.daemon.config.ConfigException;
import io.trimtab.daemon.config.ConfigInUse;
import io.trimtab.daemon.config.ConfigPaths;
import io.trimtab.daemon.config.ConfigReader;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.linux.ServiceManager;
import io.trimtab.daemon.loop.DaemonFactory;
import io.trimtab.daemon.loop.DaemonHost;
import io.trimtab.daemon.loop.TuningDaemon;
import io.trimtab.daemon.service.ServiceLog;
import io.trimtab.daemon.service.TrimtabService;
import io.trimtab.daemon.service.TuningEngine;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** The whole daemon, in the foreground: what the unit runs. */
final class DaemonRun {
  private final HostOptions host;
  private final ConfigReader reader;
  private final Optional<Mode> mode;

  /**
   * Prepares it.
   *
   * @param file a configuration that stands for all others
   * @param mode whatever the configuration says
   */
  DaemonRun(HostOptions host, Optional<Path> file, Optional<Mode> mode) {
    this.host = host;
    this.mode = mode;
    ConfigPaths paths = ConfigPaths.under(host.root());
    this.reader = new ConfigReader(file.map(paths::withOnly).orElse(paths));
  }

  /** Runs until it is told to end, or for a time; the exit code. */
  int run(Optional<Duration> time) {
    Map<String, String> environment = System.getenv();
    ServiceLog log = new ServiceLog(host.err(), environment, System::nanoTime);
    ServiceManager manager = ServiceManager.of(environment);
    ConfigInUse config;
    try {
      config = new ConfigInUse(reader, this::override);
    } catch (ConfigException e) {
      e.problems().forEach(log::refuse);
      manager.status("configuration refused: " + e.getMessage());
      return ExitCode.USAGE;
    }
    TrimtabService service =
        new TrimtabService(config, host.paths().control(), manager, log, environment);
    // Until it is open nothing is in force, and a signal ends the process as it does any other.
    TuningDaemon daemon =
        DaemonFactory.open(
            config.current(),
            config::reread,
            new DaemonHost(
                host.root(),
                host.paths(),
                Clock.system(ZoneId.systemDefault()),
                System::nanoTime,
                System.nanoTime(),
                VersionProvider.version()));
    service.handleSignals();
    return service.run(daemon, new TuningEngine(daemon), time) ? ExitCode.DONE : ExitCode.FAILED;
  }

  private DaemonConfig override(DaemonConfig read) {
    return mode.map(read::withMode).orElse(read);
  }
}
