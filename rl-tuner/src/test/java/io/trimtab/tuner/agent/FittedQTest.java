package io.trimtab.tuner.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.search.Forest;
import io.trimtab.tuner.search.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FittedQTest {
  private static final SyntheticLaboratory LABORATORY =
      Lessons.laboratory(0.01, SyntheticLaboratory.natures(3));
  private static final Experience EXPERIENCE =
      Lessons.experience(LABORATORY, Lessons.training().keySet());

  @Test
  void theFutureMovesAllValuesOfAWorkloadAlike() {
    double gamma = 0.5;
    FittedQ myopic = FittedQ.fit(EXPERIENCE, 1);
    FittedQ farsighted = FittedQ.fit(EXPERIENCE, 1, gamma, 8);
    for (String workload : List.of("hackbench-0", "schbench-0", "pipe-0")) {
      List<Double> features = LABORATORY.features(workload, 99);
      double most =
          myopic.actions().stream()
              .mapToDouble(a -> myopic.value(features, a).mean())
              .max()
              .orElseThrow();
      double now = myopic.value(features, LABORATORY.space().baseline()).mean();
      double all = farsighted.value(features, LABORATORY.space().baseline()).mean();
      assertEquals(now + most * gamma / (1 - gamma), all, 0.1, workload);
      double near = gain(workload, greedy(myopic, features));
      double far = gain(workload, greedy(farsighted, features));
      assertTrue(far > 0.6 * near, workload + ": " + near + " and " + far);
    }
  }

  @Test
  void learnsWhatSuitsEachWorkload() {
    FittedQ values = FittedQ.fit(EXPERIENCE, 1);
    for (String workload : List.of("hackbench-0", "schbench-0", "sysbench-0", "pipe-0")) {
      double gain = gain(workload, greedy(values, LABORATORY.features(workload, 99)));
      assertTrue(gain > 0.6 * PortfolioTest.best(workload), workload + ": " + gain);
    }
  }

  @Test
  void learnsFromTheWorkloadsLikeThisOne() {
    FittedQ values = FittedQ.fit(EXPERIENCE, 1);
    for (String workload : List.of("schbench-2", "pipe-2")) {
      double gain = gain(workload, greedy(values, LABORATORY.features(workload, 0)));
      assertTrue(gain > 0.6 * PortfolioTest.best(workload), workload + ": " + gain);
    }
  }

  @Test
  void theActorIsCarefulAndSearchesOn() {
    FittedQ values = FittedQ.fit(EXPERIENCE, 1);
    List<Double> later = new ArrayList<>();
    for (String workload : Lessons.heldOut().keySet()) {
      Driver driver = new Driver(LABORATORY, workload, 0.01);
      ActorAgent agent = new ActorAgent(LABORATORY.space(), values, driver.features(), 1, 0.01);
      assertEquals(agent.best(), agent.propose());
      double first = driver.gain(agent.propose());
      assertTrue(first > -0.02, workload + " loses " + first);
      driver.run(agent, 20);
      later.add(driver.gain(agent.best()) / PortfolioTest.best(workload));
    }
    double[] sorted = later.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    assertTrue(sorted[sorted.length / 2] >= 0.9, Arrays.toString(sorted));
  }

  @Test
  void theActorStartsWithTheDefaultsForAWorkloadUnlikeAnySeen() {
    FittedQ values = FittedQ.fit(EXPERIENCE, 1);
    ActorAgent agent = new ActorAgent(LABORATORY.space(), values, List.of(), 1, 0.01);
    assertEquals(LABORATORY.space().baseline(), agent.propose());
  }

  @Test
  void needsATrial() {
    Experience nothing = new Experience(LABORATORY.space(), List.of());
    assertThrows(IllegalArgumentException.class, () -> FittedQ.fit(nothing, 1));
  }

  private static double gain(String workload, Point point) {
    return new Driver(LABORATORY, workload, 0.01).gain(point);
  }

  /** The best value less half the trees' disagreement: of many values the highest is lucky. */
  private static Point greedy(FittedQ values, List<Double> features) {
    return values.actions().stream()
        .max(Comparator.comparingDouble((Point p) -> bound(values.value(features, p))))
        .orElseThrow();
  }

  private static double bound(Forest.Prediction value) {
    return value.mean() - 0.5 * value.deviation();
  }
}
