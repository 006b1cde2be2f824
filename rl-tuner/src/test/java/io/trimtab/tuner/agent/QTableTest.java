package io.trimtab.tuner.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class QTableTest {
  private final QTable<String> table = new QTable<>(3, 0.1, 0.9);
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void learnsByHand() {
    table.update("a", 1, 200, "b");
    assertEquals(20, table.value("a", 1), 1e-12);
    table.update("b", 0, -50, "a");
    assertEquals(0.1 * (-50 + 0.9 * 20), table.value("b", 0), 1e-12);
    table.update("a", 1, 100, "a");
    assertEquals(20 + 0.1 * (100 + 0.9 * 20 - 20), table.value("a", 1), 1e-12);
    assertEquals(2, table.size());
  }

  @Test
  void actsAtRandomWhereAllIsZero() {
    Set<Integer> actions = new TreeSet<>();
    for (int i = 0; i < 50; i++) {
      actions.add(table.greedy("new", random));
    }
    assertEquals(Set.of(0, 1, 2), actions);
  }

  @Test
  void actsGreedilyElsewhereAndNeverTakesTheWorst() {
    table.update("a", 2, 100, "b");
    table.update("c", 0, -50, "b");
    for (int i = 0; i < 50; i++) {
      assertEquals(2, table.greedy("a", random));
      assertTrue(table.greedy("c", random) > 0);
    }
  }
}
