package io.trimtab.tuner.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped programs are complete and sound, and what is not is refused. */
class TrainingCatalogueTest {
  private static final TrainingCatalogue SHIPPED = TrainingCatalogue.shipped();

  @TempDir private Path directory;

  static List<TrainingProgram> programs() {
    return SHIPPED.programs();
  }

  static List<String> workloads() {
    return TrainingCatalogue.WORKLOADS;
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void everyClassHasProgramsEnoughToLeaveOneOut(String workload) {
    List<TrainingProgram> own =
        programs().stream().filter(program -> program.workload().equals(workload)).toList();
    int runs = own.stream().mapToInt(program -> program.intensities().size()).sum();

    assertTrue(own.size() >= 5, workload + ": " + own.size() + " programs");
    assertTrue(runs >= 10, workload + ": " + runs + " runs");
  }

  @Test
  void thereIsWorkThatFitsNoClass() {
    long novel =
        programs().stream()
            .filter(program -> program.workload().equals(TrainingCatalogue.NOVEL))
            .count();

    assertTrue(novel >= 6, novel + " programs");
  }

  @Test
  void nothingIsThereTwiceOrOfAnUnknownClass() {
    Set<String> ids = programs().stream().map(TrainingProgram::id).collect(Collectors.toSet());
    Set<String> workloads =
        programs().stream().map(TrainingProgram::workload).collect(Collectors.toSet());
    Set<String> expected = new HashSet<>(TrainingCatalogue.WORKLOADS);
    expected.add(TrainingCatalogue.NOVEL);

    assertEquals(programs().size(), ids.size());
    assertEquals(expected, workloads);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aProgramHasAllThatItsRunsNeed(TrainingProgram program) {
    Launches launches = new Launches(SHIPPED, directory, 32, 2);
    for (TrainingProgram.Intensity intensity : program.intensities()) {
      PlannedRun run = new PlannedRun(program, intensity, 7);
      List<Launch> commands = launches.of(run, directory.resolve("scratch"));

      assertEquals(Math.max(1, program.parts().size()), commands.size());
      for (Launch launch : commands) {
        assertFalse(launch.words().get(0).isEmpty());
        assertTrue(launch.words().stream().noneMatch(word -> word.contains("..")), run.toString());
        assertTrue(launch.memory().orElse(1L << 30) >= 4L << 20);
      }
    }
    Set<String> files =
        SHIPPED.files().stream().map(TrainingFile::name).collect(Collectors.toSet());
    assertTrue(files.containsAll(program.cold()) && files.containsAll(program.warm()));
    boolean isOurs = program.command().contains("{java}");
    assertTrue(isOurs || !program.parts().isEmpty() || !program.packages().isEmpty(), program::id);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void noShellReadsWhatWasFilledIn(TrainingProgram program) {
    List<String> command = program.command();
    int script = command.indexOf("-c");
    if (script > 0 && command.get(0).equals("sh")) {
      assertEquals(Set.of(), Placeholders.names(command.get(script + 1)), program::id);
    }
  }

  @Test
  void everyFileIsUsed() {
    Launches launches = new Launches(SHIPPED, directory, 32, 2);
    Set<TrainingFile> used = new HashSet<>();
    programs().forEach(program -> used.addAll(launches.files(program)));

    assertEquals(new HashSet<>(SHIPPED.files()), used);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x = ] | x.toml: .*",
        "[[program]] | x.toml:1: it takes either a \"command\" or \"parts\"",
        "[[program]]; class='cpu'; command=['true'] | x.toml:1: \"name\" is missing",
        "[[program]]; class='cpu'; name='a'; command=['true'] | .*\"intensities\" is missing",
        "[[program]]; class='cpu'; name='a'; colour='red' | .*unknown key \"colour\"",
        "[[program]]; class='cpu'; name='A b'; command=['true']; intensities=[{is='1'}] |"
            + " .*\"cpu/A b/1\" is not CLASS/PROGRAM/INTENSITY.*",
        "[[file]]; name='f'; kind='text'; size='many' | .*\"many\" is not a size such as 256M",
      })
  void whatIsWrongIsRefusedWithItsPlace(String toml, String message) {
    TunerException e =
        assertThrows(
            TunerException.class, () -> TrainingCatalogue.read("x.toml", toml.replace("; ", "\n")));

    assertTrue(e.getMessage().matches("(?s)" + message), e.getMessage());
    assertEquals(TunerException.Kind.INVALID, e.kind());
  }

  @Test
  void aProgramThatIsMissingIsNamedWithItsPackages() {
    Requirements nothing =
        new Requirements(SHIPPED, new Executables(directory.toString(), List.of()), false);
    List<String> obstacles = new ArrayList<>();
    nothing.obstacle(SHIPPED.program("cpu/stress-ng-cpu").orElseThrow()).ifPresent(obstacles::add);
    nothing
        .obstacle(SHIPPED.program("mixed/cpu-random_read").orElseThrow())
        .ifPresent(obstacles::add);

    assertEquals(
        List.of(
            "needs stress-ng; install with: apt-get install stress-ng",
            "needs stress-ng, fio; install with: apt-get install stress-ng fio"),
        obstacles);
  }
}
