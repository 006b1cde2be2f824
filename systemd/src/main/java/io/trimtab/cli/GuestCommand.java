package io.trimtab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Rehearsal guests. */
@Command(
    name = "guest",
    mixinStandardHelpOptions = true,
    description = {
      "Rehearse on guests: stock Debian kernels under QEMU, without root.",
      "What they are made of is kept in ~/.cache/trimtab (or in TRIMTAB_CACHE)."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  trimtab guest build 6.1",
      "  trimtab guest run --set sched.wakeup_granularity_ns=8000000 -- hackbench -g 2 -l 50"
    },
    subcommands = {
      GuestBuildCommand.class,
      GuestListCommand.class,
      GuestRunCommand.class,
      GuestShellCommand.class
    })
final class GuestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
