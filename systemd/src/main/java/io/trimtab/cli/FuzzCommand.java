package io.trimtab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Fuzzing of kernels that are not this machine's. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    description = {
      "Learn how system calls influence each other, and fuzz kernels with it.",
      "What is fuzzed is a kernel of its own, never the one that this machine runs."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  trimtab fuzz kernel build",
      "  trimtab fuzz run --for 10m --state fuzz",
      "  trimtab fuzz describe 'epoll_ctl$add'",
      "  trimtab fuzz corpus audit corpus.db --descriptions syzkaller/sys/linux",
      "  trimtab fuzz relations explain 'socket$tcp' listen"
    },
    subcommands = {
      FuzzRunCommand.class,
      FuzzExecCommand.class,
      FuzzKernelCommand.class,
      FuzzDescribeCommand.class,
      FuzzCorpusCommand.class,
      FuzzRelationsCommand.class,
      FuzzPredictCommand.class,
      FuzzTunablesCommand.class,
      FuzzGuideCommand.class
    })
final class FuzzCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
