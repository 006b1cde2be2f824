package io.trimtab.tuner.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import org.junit.jupiter.api.Test;

class RandomAgentTest {
  private final SearchSpace space = new SyntheticLaboratory(0).space();

  @Test
  void drawsEveryLevelAsOften() {
    RandomAgent agent = new RandomAgent(space, 1);
    int[] policies = new int[5];
    int[] latencies = new int[space.dimensions().get(1).levels().size()];
    for (int i = 0; i < 2000; i++) {
      Point point = agent.propose();
      policies[point.level(0)]++;
      latencies[point.level(1)]++;
      agent.observe(point, new Outcome.Measured(0, 0.01));
    }
    for (int count : policies) {
      assertEquals(400, count, 80);
    }
    for (int count : latencies) {
      assertEquals(2000.0 / latencies.length, count, 50);
    }
  }

  @Test
  void deploysTheBestReadingAndNotTheLuckiest() {
    RandomAgent agent = new RandomAgent(space, 1);
    Point sure = agent.propose();
    agent.observe(sure, new Outcome.Measured(0.2, 0.01));
    Point lucky = agent.propose();
    agent.observe(lucky, new Outcome.Measured(0.3, 0.2));
    assertTrue(!sure.equals(lucky));
    assertEquals(sure, agent.best());
  }
}
