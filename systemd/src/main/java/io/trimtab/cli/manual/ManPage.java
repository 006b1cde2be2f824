package io.trimtab.cli.manual;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of one command. */
final class ManPage {
  private static final String SECTION = "8";
  private static final int WIDE = 10_000;

  private final CommandLine command;
  private final CommandSpec spec;
  private final String version;
  private final LocalDate date;
  private final Roff roff = new Roff();

  ManPage(CommandLine command, String version, LocalDate date) {
    this.command = command;
    this.spec = command.getCommandSpec();
    this.version = version;
    this.date = date;
    spec.usageMessage().autoWidth(false).width(WIDE);
  }

  /** The page's name without its section, such as {@code trimtab-train-policy}. */
  String name() {
    return name(spec);
  }

  private static String name(CommandSpec command) {
    return command.qualifiedName().replace(' ', '-');
  }

  String roff() {
    roff.request(
        "TH", name().toUpperCase(Locale.ROOT), SECTION, date.toString(), "Trimtab " + version);
    roff.request("nh").request("ad l");
    description();
    arguments();
    options();
    subcommands();
    exitStatus();
    footer();
    seeAlso();
    return roff.toString();
  }

  private void description() {
    List<String> paragraphs = lines(spec.usageMessage().description());
    roff.request("SH", "NAME");
    roff.text(name() + " - " + withoutStop(paragraphs.get(0)));
    roff.request("SH", "SYNOPSIS");
    roff.bold(synopsis());
    roff.request("SH", "DESCRIPTION");
    for (String paragraph : paragraphs) {
      roff.text(paragraph).request("PP");
    }
  }

  /** All of it in one line: man breaks it where the terminal ends. */
  private String synopsis() {
    String synopsis = command.getHelp().synopsis(0);
    return synopsis.replaceAll("\\s+", " ").strip();
  }

  private void arguments() {
    List<PositionalParamSpec> arguments =
        spec.positionalParameters().stream().filter(p -> !p.hidden()).toList();
    if (!arguments.isEmpty()) {
      roff.request("SH", "ARGUMENTS");
      arguments.forEach(argument -> entry(argument.paramLabel(), argument));
    }
  }

  private void options() {
    roff.request("SH", "OPTIONS");
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        entry(words(option), option);
      }
    }
  }

  private void entry(String head, ArgSpec argument) {
    roff.request("TP").bold(head);
    roff.text(String.join(" ", text(argument)));
  }

  private static String words(OptionSpec option) {
    String names = String.join(", ", option.names());
    if (option.arity().max() == 0) {
      return names;
    }
    String value = option.paramLabel().isEmpty() ? "VALUE" : option.paramLabel();
    return names + (option.arity().min() == 0 ? "[=" + value + "]" : " " + value);
  }

  private void subcommands() {
    List<CommandSpec> all = shown();
    if (!all.isEmpty()) {
      roff.request("SH", "COMMANDS");
      for (CommandSpec sub : all) {
        roff.request("TP").line("\\fB" + Roff.escape(name(sub)) + "\\fR(" + SECTION + ")");
        roff.text(lines(sub.usageMessage().description()).get(0));
      }
    }
  }

  private List<CommandSpec> shown() {
    return spec.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(sub -> !sub.helpCommand() && !sub.usageMessage().hidden())
        .toList();
  }

  private void exitStatus() {
    Map<String, String> codes = spec.root().usageMessage().exitCodeList();
    roff.request("SH", "EXIT STATUS");
    codes.forEach((code, meaning) -> roff.request("TP").bold(code).text(meaning));
  }

  /** The footer's paragraphs, each with a heading that ends in a colon, become sections. */
  private void footer() {
    for (String line : lines(spec.usageMessage().footer())) {
      if (line.isBlank()) {
        continue;
      }
      if (!line.startsWith(" ") && line.endsWith(":")) {
        roff.request("SH", withoutStop(line).toUpperCase(Locale.ROOT));
      } else if (line.startsWith(" ")) {
        roff.request("nf").text(line).request("fi");
      } else {
        roff.text(line);
      }
    }
  }

  private void seeAlso() {
    List<String> pages = new ArrayList<>();
    if (spec.parent() != null) {
      pages.add(name(spec.parent()));
      pages.add(name(spec.root()) + "-doctor");
    }
    pages.add("systemd.exec");
    pages.add("sysctl");
    roff.request("SH", "SEE ALSO");
    roff.line(
        String.join(
            ", ",
            pages.stream()
                .distinct()
                .filter(page -> !page.equals(name()))
                .map(page -> "\\fB" + Roff.escape(page) + "\\fR(" + section(page) + ")")
                .toList()));
  }

  private static String section(String page) {
    return page.startsWith("systemd.") ? "5" : SECTION;
  }

  private List<String> lines(String... raw) {
    return Arrays.stream(raw).map(line -> Ansi.OFF.string(String.format(line))).toList();
  }

  /** A description as the help shows it, with its variables replaced. */
  private List<String> text(ArgSpec argument) {
    return lines(argument.description());
  }

  private static String withoutStop(String sentence) {
    return sentence.replaceFirst("[.:]$", "");
  }
}
