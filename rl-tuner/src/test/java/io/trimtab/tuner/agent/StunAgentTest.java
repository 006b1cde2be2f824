package io.trimtab.tuner.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.search.CategoricalDimension;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StunAgentTest {
  private static final int FILTER = 64;

  private final SyntheticLaboratory laboratory = Lessons.laboratory(0.02, Lessons.training());
  private final StunSpace space = StunSpace.of(laboratory.space());

  /** Under the batch policy wakeups never preempt either, so it is not offered here. */
  @Test
  void findsOnHackbenchWhatThePaperFound() {
    List<Dimension> dimensions = new ArrayList<>(laboratory.space().dimensions());
    dimensions.set(0, new CategoricalDimension("policy", List.of("other", "fifo", "rr"), "other"));
    StunAgent agent = new StunAgent(StunSpace.of(new SearchSpace(dimensions, List.of())), 1);
    Driver driver = new Driver(laboratory, "hackbench-0", 0.01);
    List<Driver.Step> steps = driver.run(agent, 30_000);
    assertTrue(agent.keptParameters().contains("sched.wakeup_granularity_ns"));
    assertTrue(agent.keptParameters().contains("sched.latency_ns"));
    double gain = driver.gain(agent.best());
    assertTrue(gain > 0.2, "gain " + gain);
    long good = good(driver, steps.subList(29_000, 30_000));
    assertTrue(good >= 900, "settled on " + good + " of 1000");
  }

  @Test
  void takesThePolicyUnderWhichTheBestResultWasSeen() {
    StunAgent agent = new StunAgent(space, 1);
    Driver driver = new Driver(laboratory, "hackbench-0", 0.01);
    List<Driver.Step> steps = driver.run(agent, 500);
    assertEquals("batch", steps.get(499).point().value("policy"));
    assertTrue(driver.gain(agent.best()) > 0.2);
  }

  @Test
  void hasNothingToDeployBeforeTheFilterIsThrough() {
    StunAgent agent = new StunAgent(space, 1);
    new Driver(laboratory, "hackbench-0", 0.01).run(agent, FILTER - 1);
    assertEquals(space.search().baseline(), agent.best());
    assertTrue(agent.keptParameters().isEmpty());
  }

  @Test
  void movesOneKeptParameterByOneLevelAtATime() {
    StunAgent agent = new StunAgent(space, 3);
    Driver driver = new Driver(laboratory, "hackbench-0", 0.01);
    List<Driver.Step> steps = driver.run(agent, FILTER + 99);
    for (int i = FILTER + 1; i < steps.size(); i++) {
      Point before = steps.get(i - 1).point();
      Point after = steps.get(i).point();
      int moved = 0;
      for (int d = 0; d < space.search().size(); d++) {
        moved += Math.abs(after.level(d) - before.level(d));
      }
      boolean isBrokenOff = steps.get(i - 1).outcome() instanceof Outcome.Failed;
      assertTrue(moved <= (isBrokenOff ? 2 : 1), before + " to " + after);
    }
  }

  @Test
  void staysWhereItIsIfNothingMatters() {
    StunAgent agent = new StunAgent(space, 1);
    for (int i = 0; i < FILTER + 10; i++) {
      Point point = agent.propose();
      agent.observe(point, new Outcome.Measured(0, 0.01));
      if (i >= FILTER) {
        assertEquals(space.search().baseline(), point);
      }
    }
    assertTrue(agent.keptParameters().isEmpty());
    assertEquals(space.search().baseline(), agent.best());
  }

  @Test
  void aStepThatBreaksTheWorkloadIsTakenBackAndAvoided() {
    StunAgent agent = new StunAgent(space, 1);
    Point last = space.search().baseline();
    int wakeup = space.search().index("sched.wakeup_granularity_ns");
    for (int i = 0; i < FILTER + 50; i++) {
      Point point = agent.propose();
      boolean breaks = i >= FILTER && point.level(wakeup) > last.level(wakeup);
      double gain = point.level(wakeup) == 0 ? -0.3 : 0;
      agent.observe(point, breaks ? new Outcome.Failed("hung") : new Outcome.Measured(gain, 0.01));
      if (i == FILTER) {
        assertEquals(List.of("sched.wakeup_granularity_ns"), agent.keptParameters());
      }
      if (i >= FILTER && !breaks) {
        last = point;
      }
    }
    assertTrue(last.level(wakeup) <= space.search().baseline().level(wakeup));
  }

  @Test
  void theWordsOfThePaperAloneFindItOnlyIfTheyAreNotCaught() {
    SyntheticLaboratory quiet = Lessons.laboratory(0, Lessons.training());
    Driver driver = new Driver(quiet, "hackbench-0", 0.01);
    int found = 0;
    for (int seed = 0; seed < 20; seed++) {
      StunAgent agent = new StunAgent(space, seed, StunSettings.LITERAL);
      driver.run(agent, 2000);
      found += driver.gain(agent.best()) > 0.2 ? 1 : 0;
    }
    assertTrue(found >= 5, "found by " + found + " of 20");
  }

  @Test
  void explorationDecaysFromEpisodeToEpisode() {
    StunAgent agent = new StunAgent(space, 1);
    Driver driver = new Driver(laboratory, "hackbench-0", 0.01);
    List<Driver.Step> steps = driver.run(agent, 30_000);
    long early = good(driver, steps.subList(FILTER, FILTER + 1000));
    long late = good(driver, steps.subList(29_000, 30_000));
    assertTrue(late > early && late > 900, early + " then " + late);
  }

  private static long good(Driver driver, List<Driver.Step> steps) {
    return steps.stream().filter(s -> driver.gain(s.point()) > 0.18).count();
  }
}
