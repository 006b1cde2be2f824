package io.trimtab.tuner.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.search.Constraint;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every agent. */
class AgentContractTest {
  private static final String WORKLOAD = "hackbench-2";
  private static final int TRIALS = 72;

  private static final SyntheticLaboratory LABORATORY =
      Lessons.laboratory(0.02, SyntheticLaboratory.natures(3));
  private static final Experience EXPERIENCE =
      Lessons.experience(LABORATORY, Lessons.training().keySet());
  private static final Portfolio PORTFOLIO = new PortfolioTrainer(EXPERIENCE, 1).train();
  private static final FittedQ VALUES = FittedQ.fit(EXPERIENCE, 1);

  private final Driver driver = new Driver(LABORATORY, WORKLOAD, 0.01);

  /** How an agent is made for a seed. */
  record Maker(String name, SearchSpace space, LongFunction<Agent> make) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Maker> agents() {
    return agents(constrained());
  }

  private static Stream<Maker> agents(SearchSpace space) {
    List<Double> features = LABORATORY.features(WORKLOAD, 0);
    StunSpace stun = StunSpace.of(space);
    return Stream.of(
        new Maker("stun", stun.search(), seed -> new StunAgent(stun, seed)),
        new Maker(
            "stun literal", stun.search(), seed -> new StunAgent(stun, seed, StunSettings.LITERAL)),
        new Maker("random", space, seed -> new RandomAgent(space, seed)),
        new Maker("forest", space, seed -> new ForestAgent(space, seed, 0.01)),
        new Maker("bluefin", space, seed -> new BluefinAgent(space, seed)),
        new Maker(
            "listed",
            space,
            seed ->
                new ListedAgent(
                    space,
                    List.of(space.repair(space.baseline().with(1, 0), space.baseline())),
                    seed,
                    0.01)),
        new Maker("actor", space, seed -> new ActorAgent(space, VALUES, features, seed, 0.01)),
        new Maker(
            "portfolio", space, seed -> new PortfolioAgent(space, PORTFOLIO, features, seed, 0.01)),
        new Maker(
            "portfolio untrained",
            space,
            seed -> new PortfolioAgent(space, Portfolio.EMPTY, features, seed, 0.01)));
  }

  /** The laboratory's space, with a granularity that is at most the latency. */
  private static SearchSpace constrained() {
    SearchSpace space = LABORATORY.space();
    Constraint constraint =
        new Constraint(
            "granularity at most latency",
            List.of(SyntheticLaboratory.GRANULARITY, SyntheticLaboratory.LATENCY),
            p ->
                p.number(SyntheticLaboratory.GRANULARITY) <= p.number(SyntheticLaboratory.LATENCY));
    return new SearchSpace(space.dimensions(), List.of(constraint));
  }

  @ParameterizedTest
  @MethodSource("agents")
  void isNamedAndAsksTheSameUntilItIsTold(Maker maker) {
    Agent agent = maker.make().apply(1);
    assertEquals(maker.name().split(" ", 2)[0], agent.name());
    Point first = agent.propose();
    assertSame(first, agent.propose());
    Outcome outcome = new Outcome.Measured(0.1, 0.01);
    Point other = first.with(1, first.level(1) == 0 ? 1 : 0);
    assertThrows(IllegalStateException.class, () -> agent.observe(other, outcome));
    agent.observe(first, outcome);
    assertThrows(IllegalStateException.class, () -> agent.observe(first, outcome));
  }

  @ParameterizedTest
  @MethodSource("agents")
  void theSameSeedAndOutcomesGiveTheSameTrials(Maker maker) {
    List<Driver.Step> once = driver.run(maker.make().apply(7), TRIALS);
    assertEquals(once, driver.run(maker.make().apply(7), TRIALS));
    Set<List<Point>> runs =
        IntStream.range(0, 3)
            .mapToObj(seed -> driver.run(maker.make().apply(seed), TRIALS))
            .map(steps -> steps.stream().map(Driver.Step::point).toList())
            .collect(Collectors.toSet());
    assertTrue(runs.size() > 1, "seeds make no difference");
  }

  @ParameterizedTest
  @MethodSource("agents")
  void isRebuiltFromItsOutcomes(Maker maker) {
    List<Driver.Step> whole = driver.run(maker.make().apply(3), TRIALS);
    for (int cut : List.of(1, 17, TRIALS - 5)) {
      Agent resumed = maker.make().apply(3);
      Driver.replay(resumed, whole.subList(0, cut));
      for (Driver.Step step : whole.subList(cut, TRIALS)) {
        assertEquals(step.point(), resumed.propose());
        resumed.observe(step.point(), step.outcome());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("agents")
  void everyPointIsValidAndBelongsToTheSpace(Maker maker) {
    Map<String, Dimension> dimensions = new TreeMap<>();
    maker.space().dimensions().forEach(d -> dimensions.put(d.name(), d));
    for (int seed = 0; seed < 2; seed++) {
      Agent agent = maker.make().apply(seed);
      for (Driver.Step step : driver.run(agent, TRIALS)) {
        assertTrue(maker.space().valid(step.point()), step.point().toString());
        step.point()
            .values()
            .forEach((name, v) -> assertTrue(dimensions.get(name).levels().contains(v)));
      }
      assertTrue(maker.space().valid(agent.best()));
    }
  }

  @ParameterizedTest
  @MethodSource("agents")
  void goesOnWhenEverythingFails(Maker maker) {
    Agent agent = maker.make().apply(1);
    for (int i = 0; i < TRIALS; i++) {
      agent.observe(agent.propose(), new Outcome.Failed("hung"));
    }
    assertEquals(maker.space().baseline(), agent.best(), "after nothing but failures");
  }

  @ParameterizedTest
  @MethodSource("agents")
  void deploysNothingWhereAllIsALoss(Maker maker) {
    Agent agent = maker.make().apply(1);
    if (maker.name().equals("bluefin")) {
      return;
    }
    for (int i = 0; i < TRIALS; i++) {
      Point point = agent.propose();
      double gain = point.equals(maker.space().baseline()) ? 0 : -0.1;
      agent.observe(point, new Outcome.Measured(gain, 0.01));
    }
    assertEquals(maker.space().baseline(), agent.best());
  }
}
