package io.trimtab.features.prefetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulationTest {
  private static final int PAGES = 20_000;
  private static final int MEMORY = 8_000;

  record Case(String name, long[] touches, double coverage) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> foreseeable() {
    return Stream.of(
        new Case("sequential", Walks.strided(PAGES, 1, 3), 0.85),
        new Case("stride 7", Walks.strided(PAGES, 7, 3), 0.85),
        new Case("stride 133", Walks.strided(PAGES, 133, 3), 0.8),
        new Case("reverse", Walks.reverse(PAGES, 3), 0.85),
        new Case("list", Walks.list(PAGES, 4, 1), 0.6));
  }

  @ParameterizedTest
  @MethodSource("foreseeable")
  void whatCanBeForeseenIsBroughtInBefore(Case given) {
    FaultTrace trace = Walks.trace(given.name(), given.touches(), MEMORY);
    Simulation.Result none = run(trace, "none");
    Simulation.Result learned = run(trace, "learned");
    assertEquals(none.faults(), learned.faults());
    assertTrue(learned.accuracy() > 0.9, given + ": accuracy " + learned.accuracy());
    assertTrue(learned.coverage() > given.coverage(), given + ": coverage " + learned.coverage());
    assertTrue(learned.nanos() < 0.8 * none.nanos(), given + ": " + learned + " to " + none);
  }

  @Test
  void interleavedStreamsAreToldApart() {
    long[] twice =
        Stream.of(Walks.streams(8, PAGES, 3), Walks.streams(8, PAGES, 4))
            .flatMapToLong(java.util.Arrays::stream)
            .toArray();
    Simulation.Result learned = run(Walks.trace("streams", twice, MEMORY), "learned");
    assertTrue(learned.accuracy() > 0.9, "accuracy " + learned.accuracy());
    assertTrue(learned.coverage() > 0.7, "coverage " + learned.coverage());
  }

  @Test
  void randomTouchesAreLeftAlone() {
    FaultTrace trace = Walks.trace("random", Walks.random(PAGES, 5 * PAGES, 9), MEMORY);
    Simulation.Result none = run(trace, "none");
    Simulation.Result learned = run(trace, "learned");
    assertTrue(
        learned.fetched() < learned.faults() / 50, "fetched " + learned.fetched() + " pages");
    assertTrue(learned.nanos() < 1.01 * none.nanos(), learned + " to " + none);
  }

  @Test
  void foresightIsTheBound() {
    FaultTrace trace = Walks.trace("stride", Walks.strided(PAGES, 7, 3), MEMORY);
    Simulation.Result bound = run(trace, "foresight");
    assertEquals(1, bound.accuracy(), 0.01);
    for (String name : List.of("none", "linux-cluster", "linux-vma", "learned")) {
      assertTrue(run(trace, name).nanos() >= 0.95 * bound.nanos(), name);
    }
  }

  private static Simulation.Result run(FaultTrace trace, String contestant) {
    return Simulation.run(
        trace,
        Contestant.all().stream()
            .filter(one -> one.name().equals(contestant))
            .findAny()
            .orElseThrow(),
        MemoryModel.DEFAULT);
  }
}
