package io.trimtab.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completions for fish, with each command's and option's description. */
final class FishCompletion {
  /**
   * Fish has {@code __fish_seen_subcommand_from} for one level of commands; there are two here.
   * This compares the words that are not options with a command's path.
   */
  private static final String HEAD =
      """
      # Completions of trimtab. Generated from the program.

      # Whether the command line is at the given command: its words without options start so.
      function __trimtab_at
          set -l words
          for word in (commandline -opc)[2..-1]
              string match -q -- '-*' $word; or set -a words $word
          end
          test (count $words) -ge (count $argv); or return 1
          for i in (seq (count $argv))
              test $words[$i] = $argv[$i]; or return 1
          end
      end

      # The same, and no word after it yet.
      function __trimtab_just_at
          set -l words
          for word in (commandline -opc)[2..-1]
              string match -q -- '-*' $word; or set -a words $word
          end
          test "$words" = "$argv"
      end

      complete -c trimtab -e
      """;

  private final StringBuilder out = new StringBuilder(HEAD);
  private final CommandLine program;

  FishCompletion(CommandLine program) {
    this.program = program;
  }

  String script() {
    command(program, List.of());
    return out.toString();
  }

  private void command(CommandLine command, List<String> path) {
    CommandSpec spec = command.getCommandSpec();
    String words = String.join(" ", path);
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              String condition =
                  path.isEmpty() ? "__trimtab_just_at" : "__trimtab_just_at " + words;
              line(condition, "-f -a " + quoted(name), first(sub.getCommandSpec()));
            });
    String condition = path.isEmpty() ? "__trimtab_just_at" : "__trimtab_at " + words;
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        line(condition, words(option), first(option.description()));
      }
    }
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(name);
              command(sub, longer);
            });
  }

  private void line(String condition, String what, String description) {
    out.append("complete -c trimtab -n ").append(quoted(condition)).append(' ').append(what);
    out.append(" -d ").append(quoted(description)).append('\n');
  }

  private static String words(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.charAt(1))
            .collect(Collectors.joining(" "));
    if (option.arity().max() == 0) {
      return names;
    }
    if (option.completionCandidates() != null) {
      List<String> values = new ArrayList<>();
      option.completionCandidates().forEach(values::add);
      return names + " -x -a " + quoted(String.join(" ", values));
    }
    return names + (option.arity().min() == 0 ? "" : " -r");
  }

  private static String first(CommandSpec command) {
    return first(command.usageMessage().description());
  }

  private static String first(String[] description) {
    if (description.length == 0) {
      return "";
    }
    return Ansi.OFF.string(String.format(description[0])).replaceFirst("\\.$", "");
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
