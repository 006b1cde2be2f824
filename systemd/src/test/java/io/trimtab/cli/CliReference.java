package io.trimtab.cli;

import io.trimtab.cli.manual.Manual;
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

  static String markdown() {
    StringBuilder markdown = new StringBuilder(HEAD);
    for (CommandLine command : Manual.commands()) {
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
