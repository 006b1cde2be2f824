package io.trimtab.tuner.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.dataset.Executables;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadSuiteTest {
  private static final String SUITE =
      """
      [[generator]]
      name = "spin"
      family = "cpu"
      words = ["spin", "--loops={loops}", "{mode}"]
      objective = "min:elapsed"
      packages = ["spinner"]
      instances = [
        { is = "short", loops = "10", mode = "x" },
        { is = "long", loops = "99", mode = "y", held_out = true },
      ]

      [[generator]]
      name = "nap"
      family = "sleep"
      held_out = true
      words = ["nap"]
      objective = 'max:stdout:([0-9]+) naps'
      limit = 3
      instances = [{ is = "1" }]
      """;

  @Test
  void theShippedSuiteHasEveryGeneratorAndSomeAreHeldOut() {
    WorkloadSuite suite = WorkloadSuite.shipped();
    Set<String> generators =
        suite.all().stream()
            .map(workload -> workload.name().replaceFirst("^([a-z]+(-[a-z]+)?).*", "$1"))
            .collect(Collectors.toSet());
    assertTrue(generators.size() >= 12, generators::toString);
    assertTrue(suite.training().size() >= 12, "" + suite.training().size());
    assertTrue(suite.heldOut().size() >= 4, "" + suite.heldOut().size());
    Set<String> trained =
        suite.training().stream().map(Workload::family).collect(Collectors.toSet());
    assertFalse(trained.contains("perf"), "whole families are held out");
    assertFalse(trained.contains("sqlite"), "whole families are held out");
    for (Workload workload : suite.all()) {
      assertFalse(
          workload.words().stream().anyMatch(word -> word.matches("\\{[a-z]+}")),
          () -> workload + " has a placeholder left");
    }
  }

  @Test
  void aWorkloadHasItsInstancesValues() {
    WorkloadSuite suite = WorkloadSuite.read("mine.toml", SUITE);
    Workload spin = suite.get("spin-long");
    assertEquals(List.of("spin", "--loops=99", "y"), spin.words());
    assertEquals("cpu", spin.family());
    assertTrue(spin.isHeldOut());
    assertFalse(suite.get("spin-short").isHeldOut());
    assertEquals(3, suite.get("nap-1").limit().toSeconds());
    assertTrue(suite.get("nap-1").isHeldOut());
  }

  @Test
  void workloadsAreChosenByNameFamilyAndGlob() {
    WorkloadSuite suite = WorkloadSuite.read("mine.toml", SUITE);
    assertEquals(List.of("spin-short", "spin-long"), names(suite.select("cpu")));
    assertEquals(List.of("spin-long", "nap-1"), names(suite.select("nap-1, *-long")));
    String message =
        assertThrows(TunerException.class, () -> suite.select("spin-shrt")).getMessage();
    assertTrue(message.contains("did you mean spin-short"), message);
    String families =
        assertThrows(TunerException.class, () -> suite.get("something-else")).getMessage();
    assertTrue(families.contains("families are cpu, sleep"), families);
  }

  private static List<String> names(List<Workload> workloads) {
    return workloads.stream().map(Workload::name).toList();
  }

  @Test
  void whatIsMissingIsNamedWithItsPackage() {
    WorkloadSuite suite = WorkloadSuite.read("mine.toml", SUITE);
    assertEquals(
        Optional.of("needs spin; install with: apt-get install spinner"),
        suite.obstacle(suite.get("spin-short"), new Executables("/nowhere")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name = \"spin\"|nome = \"spin\"|mine.toml:2: unknown key \"nome\"",
        "loops = \"10\"|lops = \"10\"|mine.toml:7: no value for {loops}",
        "mode = \"x\"|mode = \"x\", z = \"1\"|mine.toml:7: unknown key \"z\"",
        "min:elapsed|least:elapsed|mine.toml:7:",
        "limit = 3|limit = 3000|\"limit\" is not 1 to 600 seconds",
        "[[generator]]|[[generators]]|unknown key \"generators\"",
        "is = \"long\"|is = \"short\"|spin-short is there twice",
        "is = \"long\"|is = \"../x\"|is not made of a-z",
        "family = \"cpu\"|families = [|mine.toml:"
      })
  void whatIsWrongIsToldWithItsLine(String from, String to, String expected) {
    String broken = SUITE.replace(from, to);
    String message =
        assertThrows(TunerException.class, () -> WorkloadSuite.read("mine.toml", broken))
            .getMessage();
    assertTrue(message.contains(expected), message);
  }
}
