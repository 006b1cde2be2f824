package io.trimtab.cli;

import io.trimtab.actuators.transaction.ConfigurationFile;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sets tunables named on the command line. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = "Set tunables, so that they can be rolled back.",
    footer = {"", "Example:", "  sudo trimtab set vm.swappiness=10 --for 10m"})
final class SetCommand implements Callable<Integer> {
  @Mixin private ApplyOptions options;

  @Parameters(arity = "1..*", paramLabel = "NAME=VALUE", description = "What to set.")
  private List<String> settings = List.of();

  @Mixin private HostOptions host;

  @Override
  public Integer call() throws InterruptedException {
    return new Applying(host, options)
        .apply(
            catalogue -> new ConfigurationFile(catalogue).parseWords(settings),
            "set " + String.join(" ", settings));
  }
}
