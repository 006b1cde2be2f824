package io.trimtab.cli;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Names;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.daemon.config.ConfigPaths;
import io.trimtab.daemon.config.ConfigReader;
import io.trimtab.daemon.config.ConfigReading;
import io.trimtab.daemon.config.DaemonConfig.Tunables;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks the configuration. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Check the configuration, and name the file, line and column of everything that is wrong.",
    footer = {"", "Examples:", "  trimtab config check", "  trimtab config check mine.toml"})
final class ConfigCheckCommand implements Runnable {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Check this file alone (default: all that are in force).")
  private @Nullable Path file;

  @Mixin private HostOptions host;

  @Override
  public void run() {
    ConfigPaths paths = ConfigPaths.under(host.root());
    ConfigReading reading = new ConfigReader(file == null ? paths : paths.withOnly(file)).read();
    reading.files().forEach(read -> host.out().println(read));
    reading.warnings().forEach(this::warn);
    warnOfStrangers(reading.config().tunables());
    host.out()
        .println(
            reading.files().isEmpty()
                ? "There is no configuration: every key has its default."
                : "The configuration is fine.");
    host.out().flush();
  }

  /** Globs that match no tunable that there is on any kernel. */
  private void warnOfStrangers(Tunables tunables) {
    Catalogue catalogue = host.catalogue();
    List<String> names = catalogue.all().stream().map(Tunable::name).toList();
    Stream.concat(tunables.allow().stream(), tunables.deny().stream())
        .filter(glob -> catalogue.matching(glob).isEmpty() && catalogue.find(glob).isEmpty())
        .forEach(
            glob -> {
              List<String> nearest = Names.nearest(glob, names);
              warn(
                  "no tunable matches \""
                      + glob
                      + "\""
                      + (nearest.isEmpty()
                          ? ""
                          : "; did you mean " + String.join(" or ", nearest) + "?"));
            });
  }

  private void warn(String what) {
    host.err().println("trimtab: warning: " + what);
  }
}
