package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.cli.manual.Manual;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

class CliReferenceTest {
  private static final Path REFERENCE = Path.of("../docs/cli.md");
  private static final String UPDATE = "mvn -pl systemd -am test -Dtrimtab.update=true";

  @Test
  void theReferenceIsUpToDate() throws IOException {
    String markdown = CliReference.markdown();
    if (Boolean.getBoolean("trimtab.update")) {
      Files.writeString(REFERENCE, markdown);
    }
    String written = Files.exists(REFERENCE) ? Files.readString(REFERENCE) : "";

    assertEquals(written, markdown, "docs/cli.md is out of date; write it again: " + UPDATE);
  }

  static Stream<String> commands() {
    return Manual.commands().stream().map(command -> command.getCommandSpec().qualifiedName());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsATerminalAndHasAnExample(String name) {
    CommandLine command = command(name);
    List<String> footer = Arrays.stream(command.getCommandSpec().usageMessage().footer()).toList();

    assertTrue(
        footer.stream().anyMatch(line -> line.matches("(Examples?|Start with):")),
        () -> "no example in " + footer);
    String commandLine = " {2}(sudo )?" + (name.equals("trimtab") ? "trimtab" : name) + "\\b.*";
    assertTrue(footer.stream().anyMatch(line -> line.matches(commandLine)), footer::toString);
    command
        .getUsageMessage(Ansi.OFF)
        .lines()
        .forEach(line -> assertTrue(line.length() <= 80, () -> "too wide: " + line));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandTellsItsHelpAndItsVersion(String name) {
    List<String> words = List.of(name.replaceFirst("trimtab ?", "").split(" "));
    List<String> help =
        Stream.concat(words.stream().filter(word -> !word.isEmpty()), Stream.of("--help")).toList();
    List<String> version =
        Stream.concat(words.stream().filter(word -> !word.isEmpty()), Stream.of("--version"))
            .toList();

    assertEquals(0, Console.run(help).exitCode());
    assertTrue(Console.run(help).out().startsWith("Usage: " + name));
    assertTrue(Console.run(version).out().startsWith("trimtab "));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandLineBuildsWhatItNeedsAlone(String name) {
    String first = name.replaceFirst("trimtab ?", "").replaceFirst(" .*", "");
    CommandLine partial = first.isEmpty() ? Trimtab.commandLine() : Trimtab.commandLine(first);

    assertEquals(first.isEmpty(), partial.getSubcommands().size() > 1);
    if (!first.isEmpty()) {
      CommandLine.Model.CommandSpec own = partial.getSubcommands().get(first).getCommandSpec();
      assertEquals("trimtab " + first, own.qualifiedName());
      Command annotation = own.userObject().getClass().getAnnotation(Command.class);
      assertEquals(first, annotation.name());
    }
  }

  private static CommandLine command(String name) {
    return Manual.commands().stream()
        .filter(command -> command.getCommandSpec().qualifiedName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theCompletionScriptIsValidShell(@TempDir Path directory)
      throws IOException, InterruptedException {
    String script = AutoComplete.bash("trimtab", Trimtab.commandLine());

    assertTrue(script.contains("complete -F _complete_trimtab -o default trimtab"));
    assertTrue(script.contains("--dry-run"));
    Path file = directory.resolve("trimtab.bash");
    Files.writeString(file, script);
    Process check = new ProcessBuilder("bash", "-n", file.toString()).inheritIO().start();
    assertEquals(0, check.waitFor());
  }
}
