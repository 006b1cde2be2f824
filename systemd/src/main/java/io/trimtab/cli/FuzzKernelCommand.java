package io.trimtab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Kernels to fuzz. */
@Command(
    name = "kernel",
    mixinStandardHelpOptions = true,
    description = {
      "The kernels that are fuzzed: User Mode Linux, built so that it reports coverage.",
      "They are kept in ~/.cache/trimtab/fuzz (or in TRIMTAB_CACHE)."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Examples:", "  trimtab fuzz kernel build", "  trimtab fuzz kernel list --json"},
    subcommands = {FuzzKernelBuildCommand.class, FuzzKernelListCommand.class})
final class FuzzKernelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
