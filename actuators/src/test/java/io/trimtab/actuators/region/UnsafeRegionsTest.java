package io.trimtab.actuators.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.ActuatorException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsafeRegionsTest {
  private static final UnsafeRegions REGIONS =
      RegionFile.read(
          "unsafe.toml",
          """
          [[unsafe]]
          when = [ { tunable = "a", from = 10 }, { tunable = "b", to = 5 } ]
          harm = "it hangs"
          evidence = "seen"

          [[unsafe]]
          when = [ { tunable = "runtime", from = 990, per_mille_of = "period" } ]
          harm = "tasks starve"
          evidence = "seen"

          [[unsafe]]
          when = [ { tunable = "reserve", from = 500, per_mille_of = "memory" } ]
          harm = "memory runs out"
          evidence = "seen"
          """);

  private static Optional<String> problem(Map<String, Long> values, String... changed) {
    return REGIONS.problem(
        Set.of(changed),
        name -> values.containsKey(name) ? OptionalLong.of(values.get(name)) : OptionalLong.empty(),
        OptionalLong.of(1000));
  }

  @Test
  void allBoundsHaveToHold() {
    assertEquals(
        Optional.of("a from 10 and b up to 5 is unsafe: it hangs (seen)"),
        problem(Map.of("a", 10L, "b", 5L), "a"));
    assertTrue(problem(Map.of("a", 9L, "b", 5L), "a").isEmpty());
    assertTrue(problem(Map.of("a", 10L, "b", 6L), "b").isEmpty());
    assertTrue(problem(Map.of("a", 10L), "a").isEmpty());
  }

  @Test
  void whereTheMachineIsAlreadyIsItsAdministratorsAffair() {
    assertTrue(problem(Map.of("a", 10L, "b", 5L), "other").isEmpty());
  }

  @Test
  void sharesAreOfWhatIsThen() {
    assertTrue(problem(Map.of("runtime", 990L, "period", 1000L), "runtime").isPresent());
    assertTrue(problem(Map.of("runtime", 990L, "period", 1000L), "period").isPresent());
    assertFalse(problem(Map.of("runtime", 990L, "period", 2000L), "runtime").isPresent());
    assertTrue(problem(Map.of("reserve", 500L), "reserve").isPresent());
    assertFalse(problem(Map.of("reserve", 499L), "reserve").isPresent());
  }

  @Test
  void whatIsWrittenIsRead() {
    assertEquals(REGIONS.all(), RegionFile.read("f", RegionFile.write(REGIONS)).all());
    UnsafeRegions odd =
        new UnsafeRegions(
            List.of(
                new UnsafeRegion(
                    List.of(Bound.to("a", -1)), "a \"quoted\" \\ harm", "seen\twith a tab")));
    assertEquals(
        "seen with a tab", RegionFile.read("f", RegionFile.write(odd)).all().get(0).evidence());
  }

  @Test
  void thoseThatShipAreWellFormed() {
    for (UnsafeRegion region : UnsafeRegions.shipped().all()) {
      assertFalse(region.evidence().isBlank(), region.where());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unsafe = 1",
        "[[unsafe]]\nwhen = []\nharm = \"h\"\nevidence = \"e\"",
        "[[unsafe]]\nwhen = [ { tunable = \"a\" } ]\nharm = \"h\"\nevidence = \"e\"",
        "[[unsafe]]\nwhen = [ { tunable = \"a\", from = \"1\" } ]\nharm = \"h\"\nevidence = \"e\"",
        "[[unsafe]]\n"
            + "when = [ { tunable = \"a\", from = 2, to = 1 } ]\n"
            + "harm = \"h\"\n"
            + "evidence = \"e\"",
        "[[unsafe]]\nwhen = [ { tunable = \"a\", from = 2 } ]\nharm = \"h\"",
        "[[unsafe]]\n"
            + "when = [ { tunable = \"a\", from = 2, off = 1 } ]\n"
            + "harm = \"h\"\n"
            + "evidence = \"e\"",
        "[[unsafe",
      })
  void whatIsMalformedIsRefused(String text) {
    ActuatorException failure =
        assertThrows(ActuatorException.class, () -> RegionFile.read("unsafe.toml", text));
    assertTrue(failure.getMessage().startsWith("unsafe.toml"), failure.getMessage());
  }
}
