package io.trimtab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What makes models; each step is a command of its own. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Make the models that recognise what a host is doing.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  sudo trimtab train dataset --out runs.db --dir /var/tmp/trimtab"},
    subcommands = {DatasetCommand.class})
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
