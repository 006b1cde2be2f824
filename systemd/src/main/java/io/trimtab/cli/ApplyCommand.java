package io.trimtab.cli;

import io.trimtab.actuators.transaction.ConfigurationFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Applies a configuration file. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description =
        "Apply a configuration file, all of it or nothing, so that it can be rolled back.",
    footer = {"", "Example:", "  sudo trimtab apply database.toml --dry-run"})
final class ApplyCommand implements Callable<Integer> {
  @Mixin private ApplyOptions options;

  @Parameters(paramLabel = "FILE.toml", description = "A file with a [tunables] table.")
  private Path file = Path.of("");

  @Mixin private HostOptions host;

  @Override
  public Integer call() throws InterruptedException {
    return new Applying(host, options)
        .apply(catalogue -> new ConfigurationFile(catalogue).read(file), "apply " + file);
  }
}
