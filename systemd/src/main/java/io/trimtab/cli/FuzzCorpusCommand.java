package io.trimtab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at corpora of programs. */
@Command(
    name = "corpus",
    mixinStandardHelpOptions = true,
    description = "Look at a corpus.db of syzkaller, and make it smaller.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  trimtab fuzz corpus audit corpus.db --descriptions sys/linux",
      "  trimtab fuzz corpus minimise corpus.db small.db"
    },
    subcommands = {FuzzCorpusAuditCommand.class, FuzzCorpusMinimiseCommand.class})
final class FuzzCorpusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
