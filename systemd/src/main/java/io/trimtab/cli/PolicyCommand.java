package io.trimtab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at policies, and measures them. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "Look at policies that trimtab train policy made, and measure them.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  trimtab policy show cfs.policy",
      "  trimtab policy evaluate cfs.policy --env guest:6.1"
    },
    subcommands = {
      PolicyShowCommand.class,
      PolicyDiffCommand.class,
      PolicyExplainCommand.class,
      PolicyEvaluateCommand.class
    })
final class PolicyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
