package io.trimtab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Offline training. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Train models from recordings, and see how good they are.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  sudo trimtab train dataset --out runs.db --for 10m",
      "  trimtab train classifier --from runs.db --out workload.model",
      "  trimtab train policy --from experience.db --out cfs.policy"
    },
    subcommands = {
      DatasetCommand.class,
      TrainClassifierCommand.class,
      TrainEvaluateCommand.class,
      TrainReadaheadCommand.class,
      TrainPolicyCommand.class
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
