package io.trimtab.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Renders the command line's own help as Markdown. */
final class CliReference {
  private static final int COLUMNS = 100;

  private static final String HEAD =
      """
      # Command line

      What `trimtab COMMAND --help` says, for every command. Generated from the program; a test says
      how to generate it again. Exit codes and JSON: [json.md](json.md).
      """;

  private CliReference() {}

  /** Every command that is not the help command, the program itself first. */
  static List<CommandLine> commands() {
    List<CommandLine> commands = new ArrayList<>();
    collect(Trimtab.commandLine(), commands);
    return commands;
  }

  private static void collect(CommandLine command, List<CommandLine> commands) {
    if (!command.getCommandSpec().helpCommand()) {
      commands.add(command);
      command.getSubcommands().values().forEach(sub -> collect(sub, commands));
    }
  }

  static String markdown() {
    StringBuilder markdown = new StringBuilder(HEAD);
    for (CommandLine command : commands()) {
      CommandSpec spec = command.getCommandSpec();
      spec.usageMessage().autoWidth(false).width(COLUMNS);
      markdown.append("\n## ").append(spec.qualifiedName()).append("\n\n```text\n");
      command
          .getUsageMessage(Ansi.OFF)
          .lines()
          .forEach(line -> markdown.append(line.stripTrailing()).append('\n'));
      markdown.append("```\n");
    }
    return markdown.toString();
  }
}
