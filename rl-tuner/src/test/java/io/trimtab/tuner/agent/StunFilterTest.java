package io.trimtab.tuner.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.search.CategoricalDimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.NumericDimension.Scale;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class StunFilterTest {
  private final SearchSpace space =
      new SearchSpace(
          List.of(
              new CategoricalDimension("policy", List.of("other", "fifo"), "other"),
              new NumericDimension("a", 0, 100, Scale.LINEAR, List.of(), 50, 11),
              new NumericDimension("b", 0, 100, Scale.LINEAR, List.of(), 0, 11)),
          List.of());

  private final List<Point> tried = new ArrayList<>();

  private StunFilter run(ToDoubleFunction<Point> score) {
    StunFilter filter = new StunFilter(space, 0.2);
    while (filter.next().isPresent()) {
      Point point = filter.next().orElseThrow();
      tried.add(point);
      double value = score.applyAsDouble(point);
      filter.observe(
          value > 0 ? new Outcome.Measured(Math.log(value), 0.01) : new Outcome.Failed("broke"));
    }
    return filter;
  }

  @Test
  void triesEachEndOfEachParameterAloneUnderEachPolicy() {
    run(p -> 1);
    assertEquals(
        List.of(
            "a=0",
            "a=100",
            "b=100",
            "policy=fifo",
            "policy=fifo a=0",
            "policy=fifo a=100",
            "policy=fifo b=100"),
        tried.stream().map(Point::toString).toList());
  }

  @Test
  void keepsWhatMovesTheResultByMoreThanAFifthEitherWay() {
    StunFilter filter = run(p -> p.number("a") == 100 ? 0.79 : p.number("b") == 100 ? 1.2 : 1);
    assertEquals(space.baseline(), filter.start());
    assertEquals(List.of(1), filter.kept(filter.start()));
  }

  @Test
  void takesThePolicyOfTheBestResultAndMeasuresEffectsUnderIt() {
    StunFilter filter =
        run(
            p -> {
              boolean isFifo = p.value("policy").equals("fifo");
              double base = isFifo ? 1.1 : 1;
              return isFifo && p.number("b") == 100 ? 1.1 * 1.25 : base;
            });
    assertEquals("policy=fifo", filter.start().toString());
    assertEquals(List.of(2), filter.kept(filter.start()));
    assertEquals(1.1, filter.score(filter.start()), 1e-12);
  }

  @Test
  void aPolicyThatBreaksTheWorkloadIsNotTaken() {
    StunFilter filter =
        run(p -> p.value("policy").equals("fifo") ? (p.number("b") == 100 ? 3 : 0) : 1);
    assertEquals(space.baseline(), filter.start());
    assertFalse(tried.isEmpty());
    assertTrue(filter.kept(filter.start()).isEmpty());
  }
}
