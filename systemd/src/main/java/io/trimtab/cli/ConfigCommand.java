package io.trimtab.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The daemon's configuration. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = {
      "Check or show the daemon's configuration.",
      "It is read from these files; the last one that names a key wins:",
      "  /usr/lib/trimtab/trimtab.toml",
      "  /etc/trimtab/trimtab.toml",
      "  /etc/trimtab/conf.d/*.toml"
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Examples:", "  trimtab config check", "  trimtab config show --origin"},
    subcommands = {ConfigCheckCommand.class, ConfigShowCommand.class})
final class ConfigCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: check or show");
  }
}
