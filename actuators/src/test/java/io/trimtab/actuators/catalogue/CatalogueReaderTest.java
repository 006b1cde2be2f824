package io.trimtab.actuators.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.ActuatorException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogueReaderTest {
  private static final String WHOLE =
      """
      ["vm.a"]
      summary = "A."
      type = "integer"
      files = [ { path = "/proc/sys/vm/a", since = "5.1", until = "6.2", min = 5, max = 7 } ]
      min = 1
      max = 9
      scale = "log"
      unit = "us"
      special = [0]
      resets = [0]
      tolerance = 2
      max_file = "/proc/sys/vm/b"
      at_most = "vm.b"
      below = "vm.c"
      twin = "vm.d"
      disturbs = ["vm.e", "vm.f*"]
      steady = true
      successor = "vm.g"
      aliases = ["a"]
      risk = "medium"
      """;

  @Test
  void readsEveryKey() {
    CatalogueEntry entry = CatalogueReader.read("x.toml", WHOLE).get(0);
    assertEquals("vm.a", entry.name());
    NumberType type = assertInstanceOf(NumberType.class, entry.type());
    assertEquals(new NumberType(false, 1, 9, Scale.LOG, "us", List.of(0L), List.of(0L), 2), type);
    assertEquals("6.2", entry.locations().get(0).until().orElseThrow().toString());
    assertEquals(7, entry.locations().get(0).max().orElseThrow());
    assertEquals(
        List.of(
            new Constraint.AtMost("vm.b"),
            new Constraint.Below("vm.c"),
            new Constraint.Twin("vm.d")),
        entry.constraints());
    assertEquals(List.of("vm.e", "vm.f*"), entry.disturbs());
    assertTrue(entry.steady());
    assertEquals(Optional.of("/proc/sys/vm/b"), entry.maxFile());
    assertEquals(Risk.MEDIUM, entry.risk());
  }

  @ParameterizedTest
  @CsvSource({
    "'summary = \"A.\"', '', 'x.toml:1: [\"vm.a\"]: \"summary\" is missing'",
    "'min = 1', 'min = 10', 'x.toml:1: [\"vm.a\"]: min 10 is above max 9'",
    "'max = 9', '', 'x.toml:1: [\"vm.a\"]: \"max\" is missing'",
    "'unit =', 'units =', 'x.toml:1: [\"vm.a\"]: unknown key \"units\"'",
    "'until =', 'to =', 'x.toml:1: [\"vm.a\"]: unknown key \"to\"'",
    "'\"integer\"', '\"real\"', 'x.toml:1: [\"vm.a\"]: unknown type \"real\"'"
  })
  void namesFileLineAndTable(String part, String replacement, String message) {
    assertEquals(message, failure(WHOLE.replace(part, replacement)));
  }

  @Test
  void namesLineAndColumnOfBrokenToml() {
    assertTrue(failure("[\"vm.a\"]\nsummary = \"open\n").startsWith("x.toml:2:"));
    assertTrue(failure("a = 1\n").contains("not a table"));
  }

  private static String failure(String toml) {
    ActuatorException failure =
        assertThrows(ActuatorException.class, () -> CatalogueReader.read("x.toml", toml));
    assertEquals(ActuatorException.Kind.INVALID, failure.kind());
    return failure.getMessage();
  }

  @Test
  void theShippedOneIsWholeAndConsistent() {
    List<CatalogueEntry> entries = CatalogueReader.shipped();
    assertTrue(entries.size() >= 60, entries.size() + " entries");
    Set<String> names = new HashSet<>();
    for (CatalogueEntry entry : entries) {
      assertTrue(names.add(entry.name()), entry.name() + " stands there twice");
    }
    for (CatalogueEntry entry : entries) {
      entry.constraints().forEach(c -> assertTrue(names.contains(c.other()), c.other()));
      entry.successor().ifPresent(name -> assertTrue(names.contains(name), name));
      for (String disturbed : entry.disturbs()) {
        assertTrue(names.stream().anyMatch(name -> Names.matches(disturbed, name)), disturbed);
      }
    }
  }
}
