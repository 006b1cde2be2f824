package io.trimtab.daemon.service;

import io.trimtab.daemon.config.ConfigException;
import io.trimtab.daemon.config.ConfigInUse;
import io.trimtab.daemon.config.ConfigPaths;
import io.trimtab.daemon.config.ConfigReader;
import io.trimtab.daemon.linux.ServiceManager;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** The service with a small engine, in a process of its own: DIRECTORY FAULT. */
public final class ServiceProgram {
  private ServiceProgram() {}

  public static void main(String[] args) {
    Path directory = Path.of(args[0]);
    ConfigInUse config =
        new ConfigInUse(new ConfigReader(ConfigPaths.under(directory)), any -> any);
    SmallEngine engine =
        new SmallEngine(
            System.out,
            SmallEngine.Fault.valueOf(args[1]),
            () -> {
              try {
                config.reread();
                return Optional.empty();
              } catch (ConfigException e) {
                return Optional.of(e.getMessage());
              }
            });
    TrimtabService service =
        new TrimtabService(
            config,
            directory.resolve("control.sock"),
            ServiceManager.of(System.getenv()),
            new ServiceLog(new PrintWriter(System.err, true), System.getenv(), System::nanoTime),
            System.getenv());
    service.handleSignals();
    System.exit(service.run(engine, engine, Optional.empty()) ? 0 : 1);
  }
}
