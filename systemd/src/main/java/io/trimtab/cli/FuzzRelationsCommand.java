package io.trimtab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at relations between calls. */
@Command(
    name = "relations",
    mixinStandardHelpOptions = true,
    description = "Look at which call influences which, and why that is believed.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  trimtab fuzz relations show listen",
      "  trimtab fuzz relations graph --out relations.svg"
    },
    subcommands = {
      FuzzRelationsShowCommand.class,
      FuzzRelationsExplainCommand.class,
      FuzzRelationsDiffCommand.class,
      FuzzRelationsGraphCommand.class,
      FuzzRelationsImportCommand.class,
      FuzzRelationsExportCommand.class
    })
final class FuzzRelationsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
