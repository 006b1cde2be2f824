package io.trimtab.tuner.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.environment.Settings;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortfolioTest {
  private static final SyntheticLaboratory LABORATORY =
      Lessons.laboratory(0.02, SyntheticLaboratory.natures(3));
  private static final Experience EXPERIENCE =
      Lessons.experience(LABORATORY, Lessons.training().keySet());
  private static final Portfolio PORTFOLIO = new PortfolioTrainer(EXPERIENCE, 1).train();

  @Test
  void coversTheTrainingWorkloadsWithFewConfigurations() {
    assertTrue(PORTFOLIO.configurations().size() <= PortfolioTrainer.LARGEST);
    assertEquals(Setting.DEFAULTS, PORTFOLIO.configurations().get(0));
    for (String workload : Lessons.training().keySet()) {
      double covered =
          PORTFOLIO.configurations().stream()
              .mapToDouble(s -> LABORATORY.gain(workload, s))
              .max()
              .orElse(0);
      assertTrue(covered >= 0.85 * best(workload) - 0.01, workload + ": " + covered);
    }
  }

  @Test
  void isTheSameForTheSameExperience() {
    assertEquals(PORTFOLIO, new PortfolioTrainer(EXPERIENCE, 1).train());
    assertEquals(2, new PortfolioTrainer(EXPERIENCE, 1).train(2).configurations().size());
  }

  @Test
  void knowsWhichDimensionsMatter() {
    List<String> first = PORTFOLIO.dimensions().subList(0, 3);
    assertTrue(first.contains(SyntheticLaboratory.WAKEUP), first.toString());
    assertEquals(LABORATORY.space().size(), PORTFOLIO.dimensions().size());
  }

  @Test
  void firstProposalsServeWorkloadsThatItWasNotTrainedOn() {
    List<Double> shares = new ArrayList<>();
    for (String workload : Lessons.heldOut().keySet()) {
      Driver driver = new Driver(LABORATORY, workload, 0.01);
      PortfolioAgent agent = agent(workload, driver.features(), 1);
      double gain = driver.gain(agent.propose());
      assertEquals(agent.propose(), agent.best());
      assertTrue(gain > -0.02, workload + " loses " + gain);
      shares.add(gain / best(workload));
    }
    double[] sorted = shares.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    assertTrue(sorted[sorted.length / 2] >= 0.6, Arrays.toString(sorted));
  }

  @Test
  void tenTrialsComeNearTheBest() {
    List<Double> shares = new ArrayList<>();
    for (String workload : Lessons.heldOut().keySet()) {
      for (int seed = 0; seed < 5; seed++) {
        Driver driver = new Driver(LABORATORY, workload, 0.01);
        PortfolioAgent agent = agent(workload, driver.features(), seed);
        driver.run(agent, 10);
        shares.add(driver.gain(agent.best()) / best(workload));
      }
    }
    double[] sorted = shares.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    assertTrue(sorted[sorted.length / 2] >= 0.9, Arrays.toString(sorted));
  }

  @Test
  void aLuckyReadingIsReadAgain() {
    PortfolioAgent agent = agent("hackbench-2", List.of(), 1);
    List<Point> tried = new ArrayList<>();
    for (int i = 0; i < PORTFOLIO.configurations().size(); i++) {
      Point point = agent.propose();
      tried.add(point);
      boolean isLucky = i == 1;
      agent.observe(point, new Outcome.Measured(isLucky ? 0.5 : 0.1, 0.02));
    }
    Point lucky = tried.get(1);
    assertEquals(lucky, agent.best());
    assertEquals(lucky, agent.propose());
    agent.observe(lucky, new Outcome.Measured(-0.6, 0.02));
    Point next = agent.best();
    assertNotEquals(lucky, next);
    for (int i = 0; i < 2; i++) {
      assertEquals(next, agent.propose());
      agent.observe(next, new Outcome.Measured(0.1, 0.02));
    }
    assertNotEquals(next, agent.propose());
  }

  @Test
  void startsWithTheDefaultsForAWorkloadUnlikeAnySeen() {
    List<Double> foreign = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      foreign.add(25.0);
    }
    SearchSpace space = LABORATORY.space();
    for (List<Double> features : List.of(foreign, List.<Double>of())) {
      PortfolioAgent agent = agent("compile-2", features, 1);
      assertEquals(space.baseline(), agent.best());
      assertEquals(space.baseline(), agent.propose());
    }
  }

  @Test
  void searchesOnWithoutFeatures() {
    Driver driver = new Driver(LABORATORY, "hackbench-2", 0.01);
    PortfolioAgent agent = agent("hackbench-2", List.of(), 1);
    driver.run(agent, 10);
    assertTrue(driver.gain(agent.best()) > 0.8 * best("hackbench-2"));
  }

  @Test
  void searchesWithoutTraining() {
    for (String workload : List.of("hackbench-2", "schbench-2", "pipe-2")) {
      List<Double> shares = new ArrayList<>();
      for (int seed = 0; seed < 5; seed++) {
        Driver driver = new Driver(LABORATORY, workload, 0.01);
        PortfolioAgent agent =
            new PortfolioAgent(LABORATORY.space(), Portfolio.EMPTY, List.of(), seed, 0.02);
        driver.run(agent, 60);
        shares.add(driver.gain(agent.best()) / best(workload));
      }
      double[] sorted = shares.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      assertTrue(sorted[2] >= 0.8, workload + " " + Arrays.toString(sorted));
    }
  }

  @Test
  void leavesOutWhatTheSpaceLacks() {
    SearchSpace whole = LABORATORY.space();
    SearchSpace less = new SearchSpace(whole.dimensions().subList(0, 2), List.of());
    Portfolio restricted = PortfolioFit.restrict(PORTFOLIO, less);
    assertTrue(restricted.configurations().size() < PORTFOLIO.configurations().size());
    for (Setting setting : restricted.configurations()) {
      assertTrue(Settings.point(less, setting).isPresent());
    }
    for (Portfolio.Known known : restricted.known()) {
      assertEquals(restricted.configurations().size(), known.gains().size());
    }
  }

  @Test
  void refusesPartsThatDoNotFit() {
    Portfolio.Known known = new Portfolio.Known("a", List.of(), List.of(), List.of());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Portfolio(List.of(Setting.DEFAULTS), List.of(known), List.of(), 1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new Portfolio(List.of(), List.of(), List.of(), 1, 1));
  }

  private static PortfolioAgent agent(String workload, List<Double> features, long seed) {
    assertTrue(SyntheticLaboratory.natures(3).containsKey(workload));
    return new PortfolioAgent(LABORATORY.space(), PORTFOLIO, features, seed, 0.02);
  }

  /** The best gain of a workload over many points, by pattern search on the truth. */
  static double best(String workload) {
    SearchSpace space = LABORATORY.space();
    double top = 0;
    for (int policy = 0; policy < 5; policy++) {
      Point point = space.baseline().with(0, policy);
      boolean isBetter = true;
      while (isBetter) {
        isBetter = false;
        for (int d = 1; d < space.size(); d++) {
          for (int level = 0; level < space.dimensions().get(d).levels().size(); level++) {
            Point other = point.with(d, level);
            if (gain(workload, other) > gain(workload, point) + 1e-9) {
              point = other;
              isBetter = true;
            }
          }
        }
      }
      top = Math.max(top, gain(workload, point));
    }
    return top;
  }

  private static double gain(String workload, Point point) {
    return LABORATORY.gain(workload, Settings.of(point));
  }
}
