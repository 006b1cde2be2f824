package io.trimtab.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManualTest {
  private static final Map<String, String> FILES = Manual.files("1.2", LocalDate.of(2026, 11, 1));

  /** Requests of man's macros, and of roff, that the pages use. */
  private static final List<String> REQUESTS =
      List.of("TH", "SH", "TP", "PP", "nf", "fi", "nh", "ad");

  static List<String> pages() {
    return FILES.keySet().stream().filter(name -> name.startsWith("man/man8/")).toList();
  }

  @Test
  void everyCommandHasAPage() {
    assertEquals(Manual.commands().size(), pages().size());
    assertTrue(pages().contains("man/man8/trimtab-train-policy.8"), () -> pages().toString());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageHasWhatPagesHaveAndNothingIsTakenForARequest(String page) {
    String roff = FILES.get(page);
    for (String section :
        List.of("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "SEE ALSO")) {
      assertTrue(roff.contains(".SH \"" + section + "\"\n"), () -> section + " is not in " + page);
    }
    assertTrue(roff.startsWith(".TH \"TRIMTAB"), roff);
    roff.lines()
        .filter(line -> line.startsWith(".") || line.startsWith("'"))
        .forEach(line -> assertTrue(REQUESTS.contains(line.substring(1).split(" ")[0]), line));
    assertFalse(roff.contains("${") || roff.contains("@|"), () -> "not filled in: " + roff);
  }

  @Test
  void theConfigurationHasOneToo() {
    String roff = FILES.get("man/man5/trimtab.toml.5");

    assertTrue(roff.contains("\\fBmode = \"advise\"\\fR\n"), roff);
  }

  @Test
  void aHyphenStaysAHyphenAndABackslashOne() {
    assertEquals("\\-\\-for a\\eb", Roff.escape("--for a\\b"));
    assertEquals("\\&.profile\n", new Roff().text(".profile").toString());
    assertEquals(".TH \"a\\(dqb\"\n", new Roff().request("TH", "a\"b").toString());
  }

  @Test
  void completionsAreValidForTheShellsThatAreInstalled(@TempDir Path directory)
      throws IOException, InterruptedException {
    Map<String, String> shells =
        Map.of(
            "bash", "bash-completion/completions/trimtab",
            "zsh", "zsh/vendor-completions/_trimtab",
            "fish", "fish/vendor_completions.d/trimtab.fish");
    for (Map.Entry<String, String> shell : shells.entrySet()) {
      Path file = directory.resolve(shell.getKey());
      Files.writeString(file, FILES.get(shell.getValue()), StandardCharsets.UTF_8);
      if (Files.isExecutable(Path.of("/usr/bin", shell.getKey()))) {
        Process check =
            new ProcessBuilder(shell.getKey(), "-n", file.toString()).inheritIO().start();
        assertEquals(0, check.waitFor(), shell.getKey());
      }
    }
  }

  @Test
  void fishKnowsEveryCommandAndOptionWithItsDescription() {
    String fish = FILES.get("fish/vendor_completions.d/trimtab.fish");

    assertTrue(fish.contains("-n '__trimtab_just_at train' -f -a 'policy' -d 'Learn which"), fish);
    assertTrue(fish.contains("-n '__trimtab_at rollback' -l abandoned -d "), fish);
  }
}
