package io.trimtab.tuner.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.search.CategoricalDimension;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForestAgentTest {
  private final SyntheticLaboratory laboratory =
      Lessons.laboratory(0.02, SyntheticLaboratory.natures(3));

  @Test
  void goesOnBeyondItsFirstRoundAndGetsBetter() {
    Driver driver = new Driver(laboratory, "hackbench-0", 0.02);
    ForestAgent agent = new ForestAgent(laboratory.space(), 1, 0.02, 10);
    driver.run(agent, 10);
    double early = driver.gain(agent.best());
    driver.run(agent, 110);
    double late = driver.gain(agent.best());
    assertTrue(late >= early - 0.01, early + " then " + late);
    assertTrue(late > 0.8 * PortfolioTest.best("hackbench-0"), "gain " + late);
    assertTrue(
        agent.keptDimensions().contains(SyntheticLaboratory.WAKEUP)
            || agent.keptDimensions().contains("policy"),
        agent.keptDimensions().toString());
  }

  @Test
  void asksLittleAgainOfWhatItWasTold() {
    Driver driver = new Driver(laboratory, "pipe-0", 0.02);
    ForestAgent first = new ForestAgent(laboratory.space(), 1, 0.02);
    List<Driver.Step> told = driver.run(first, 30);
    Set<Point> known = new HashSet<>(told.stream().map(Driver.Step::point).toList());
    ForestAgent second = new ForestAgent(laboratory.space(), 1, 0.02);
    told.forEach(s -> second.inform(s.point(), s.outcome()));
    assertEquals(first.best(), second.best());
    long again = driver.run(second, 30).stream().filter(s -> known.contains(s.point())).count();
    assertTrue(again <= 15, "asked again " + again);
  }

  @Test
  void drawsAtRandomWhereNothingIsLeftToAsk() {
    SearchSpace tiny =
        new SearchSpace(List.of(new CategoricalDimension("c", List.of("x", "y"), "x")), List.of());
    ForestAgent agent = new ForestAgent(tiny, 1, 0.02);
    Set<Point> proposed = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      Point point = agent.propose();
      proposed.add(point);
      double gain = point.value("c").equals("y") ? 0.2 : 0;
      agent.observe(point, new Outcome.Measured(gain, 0.02));
    }
    assertTrue(proposed.size() <= 2);
    assertEquals("c=y", agent.best().toString());
  }
}
