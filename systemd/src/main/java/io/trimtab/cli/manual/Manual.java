package io.trimtab.cli.manual;

import io.trimtab.cli.Trimtab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * Writes man pages and completions into a directory, laid out as below {@code /usr/share}:
 *
 * <pre>java -cp ... io.trimtab.cli.manual.Manual DIRECTORY VERSION DATE</pre>
 *
 * Pages are for section 8, as most commands are for root.
 */
public final class Manual {
  private static final String PROGRAM = "trimtab";

  private Manual() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("usage: Manual DIRECTORY VERSION DATE");
    }
    Path directory = Path.of(args[0]);
    for (Map.Entry<String, String> file : files(args[1], LocalDate.parse(args[2])).entrySet()) {
      Path target = directory.resolve(file.getKey());
      Files.createDirectories(target.resolveSibling("."));
      Files.writeString(target, file.getValue(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Returns all files, by their paths below {@code /usr/share}.
   *
   * @param version of the program
   * @param date of the pages
   */
  static Map<String, String> files(String version, LocalDate date) {
    Map<String, String> files = new LinkedHashMap<>();
    for (CommandLine command : commands()) {
      ManPage page = new ManPage(command, version, date);
      files.put("man/man8/" + page.name() + ".8", page.roff());
    }
    files.put("man/man5/trimtab.toml.5", new ConfigPage(version, date).roff());
    files.put(
        "bash-completion/completions/" + PROGRAM,
        AutoComplete.bash(PROGRAM, Trimtab.commandLine()));
    files.put("zsh/vendor-completions/_" + PROGRAM, zsh());
    files.put(
        "fish/vendor_completions.d/" + PROGRAM + ".fish",
        new FishCompletion(Trimtab.commandLine()).script());
    return files;
  }

  /** Every command, the program itself first; not the help command, which has no page. */
  public static List<CommandLine> commands() {
    List<CommandLine> commands = new ArrayList<>();
    collect(Trimtab.commandLine(), commands);
    return commands;
  }

  private static void collect(CommandLine command, List<CommandLine> commands) {
    if (!command.getCommandSpec().helpCommand()) {
      commands.add(command);
      // A command is listed under each of its names.
      command.getSubcommands().values().stream().distinct().forEach(sub -> collect(sub, commands));
    }
  }

  /** Zsh runs bash's completions; picocli's are written for both. */
  private static String zsh() {
    return """
        #compdef trimtab
        autoload -U +X bashcompinit && bashcompinit
        source /usr/share/bash-completion/completions/trimtab
        _bash_complete -o default -F _complete_trimtab
        """;
  }
}
