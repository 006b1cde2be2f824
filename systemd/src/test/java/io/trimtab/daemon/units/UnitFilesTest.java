package io.trimtab.daemon.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trimtab.cli.Trimtab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the units say, as far as it can be told without running them. */
class UnitFilesTest {
  private static final Path UNITS = Path.of("src/main/units");
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  private static List<String> lines(String unit) throws IOException {
    return Files.readAllLines(UNITS.resolve(unit));
  }

  private record Ran(int status, String output) {
    static Ran of(String... words) throws IOException, InterruptedException {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(process.waitFor(), output);
    }
  }

  /** The threshold is the exposure times ten. */
  @ParameterizedTest
  @CsvSource({"trimtab.service, 23", "trimtab-train.service, 12"})
  void aServiceIsExposedNoMoreThanItHasToBe(String unit, int threshold)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(ANALYZE), "needs systemd-analyze");
    Ran ran =
        Ran.of(
            ANALYZE.toString(),
            "security",
            "--offline=true",
            "--no-pager",
            "--threshold=" + threshold,
            UNITS.resolve(unit).toString());

    assertEquals(0, ran.status(), ran.output());
  }

  /** The groups of system calls that are denied have it, and the last word counts. */
  @Test
  void theDaemonMayLoadPrograms() throws IOException {
    List<String> filters =
        Files.readAllLines(UNITS.resolve("trimtab.service")).stream()
            .filter(line -> line.startsWith("SystemCallFilter="))
            .toList();

    assertEquals("SystemCallFilter=bpf perf_event_open", filters.get(filters.size() - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"trimtab.service", "trimtab-train.service"})
  void whatAServiceRunsIsACommandThatThereIs(String unit) throws IOException {
    List<String> commands =
        lines(unit).stream()
            .filter(line -> line.matches("Exec\\w+=/usr/bin/trimtab .*"))
            .map(line -> line.replaceFirst(".*/usr/bin/trimtab ", ""))
            .toList();

    assertTrue(!commands.isEmpty(), unit);
    for (String command : commands) {
      // Throws where an option or a command is unknown.
      CommandLine.ParseResult parsed = Trimtab.commandLine().parseArgs(command.split(" "));
      assertTrue(parsed.hasSubcommand(), command);
    }
  }

  @Test
  void theTimerStartsTheServiceOfItsName() throws IOException {
    assertTrue(Files.exists(UNITS.resolve("trimtab-train.service")));
    assertTrue(lines("trimtab-train.timer").contains("Persistent=yes"));
  }

  /** The launcher has to become Java: systemd takes READY from the main process alone. */
  @Test
  void theLauncherBecomesTheProgram() throws IOException {
    String launcher = Files.readString(Path.of("src/main/deb/trimtab"));

    assertTrue(launcher.contains("\nexec \"$home/runtime/bin/java\""), launcher);
    assertTrue(lines("trimtab.service").contains("NotifyAccess=main"));
  }

  @Test
  void theMaintainerScriptsAreValidShell() throws IOException, InterruptedException {
    for (String script : Arrays.asList("postinst", "prerm", "postrm", "trimtab")) {
      Ran ran = Ran.of("sh", "-n", Path.of("src/main/deb", script).toString());
      assertEquals(0, ran.status(), ran.output());
    }
  }
}
