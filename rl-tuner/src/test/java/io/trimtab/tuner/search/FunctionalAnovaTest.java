package io.trimtab.tuner.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FunctionalAnovaTest {
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new CategoricalDimension("policy", List.of("a", "b", "c"), "a"),
              number("x"),
              number("y"),
              number("idle")),
          List.of());

  private static NumericDimension number(String name) {
    return new NumericDimension(name, 0, 7, NumericDimension.Scale.LINEAR, List.of(), 0, 8);
  }

  @Test
  void aSumHasNoInteraction() {
    FunctionalAnova anova = fit(p -> p.level(1) / 7.0 + (p.level(0) == 1 ? 0.5 : 0));

    // Variances by hand: of x over 8 even levels (64 − 1) / 12 / 49; of one choice in three 1/18.
    double x = 63 / 12.0 / 49;
    double policy = 0.25 * 2 / 9;
    assertEquals(x / (x + policy), anova.main(1), 0.05);
    assertEquals(policy / (x + policy), anova.main(0), 0.05);
    assertEquals(0, anova.main(3), 0.02);
    assertTrue(anova.interaction(0, 1) < 0.03, "" + anova.interaction(0, 1));
    assertEquals(0.5, anova.marginal(0)[1] - anova.marginal(0)[0], 0.06);
    assertEquals(1, anova.marginal(1)[7] - anova.marginal(1)[0], 0.12);
  }

  @Test
  void whatOnlyWorksTogetherIsAnInteraction() {
    FunctionalAnova anova = fit(p -> p.level(1) > 3 ^ p.level(2) > 3 ? 1 : 0);

    assertTrue(anova.interaction(1, 2) > 0.7, "" + anova.interaction(1, 2));
    assertEquals(anova.interaction(1, 2), anova.interaction(2, 1));
    assertTrue(anova.main(1) < 0.1, "" + anova.main(1));
    assertTrue(anova.main(2) < 0.1, "" + anova.main(2));
  }

  @Test
  void sharesAddUpToAtMostOne() {
    FunctionalAnova anova = fit(p -> Math.sin(3.0 * p.level(1)) * p.level(2) + p.level(3));
    double sum = IntStream.range(0, 4).mapToDouble(anova::main).sum();
    for (int a = 0; a < 4; a++) {
      for (int b = a + 1; b < 4; b++) {
        sum += anova.interaction(a, b);
      }
    }
    assertTrue(sum <= 1 + 1e-9 && sum > 0.8, "" + sum);
  }

  @Test
  void whatNeverVariesHasNoShares() {
    FunctionalAnova anova = fit(p -> 0.25);
    assertEquals(0, anova.main(1));
    assertEquals(0, anova.interaction(1, 2));
    assertEquals(0.25, anova.mean(), 1e-9);
  }

  private static FunctionalAnova fit(ToDoubleFunction<Point> truth) {
    SplittableRandom random = new SplittableRandom(1);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      points.add(SPACE.random(random, List.of(0, 1, 2, 3), SPACE.baseline()));
    }
    return FunctionalAnova.fit(SPACE, points, points.stream().mapToDouble(truth).toArray(), 7);
  }
}
