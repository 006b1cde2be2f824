package io.trimtab.tuner.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BifurcationTest {
  private static final double ERROR = 0.01;

  @Test
  void oneActiveAmong24CostsSevenTrials() {
    SearchSpace space = switches(24);
    Bifurcation bifurcation = bifurcation(space);
    int trials = run(bifurcation, p -> measured(p.isChanged(13) ? 1 : 0));
    assertEquals(List.of(13), dimensions(bifurcation));
    assertTrue(trials <= 7, "trials " + trials);
    assertEquals(23, bifurcation.dropped().size());
  }

  @Test
  void nothingActiveCostsOneTrial() {
    Bifurcation bifurcation = bifurcation(switches(24));
    assertEquals(1, run(bifurcation, p -> measured(0)));
    assertTrue(bifurcation.findings().isEmpty());
  }

  @Test
  void gainsAndLossesAreToldApart() {
    Bifurcation bifurcation = bifurcation(switches(16));
    run(bifurcation, p -> measured((p.isChanged(2) ? 1 : 0) - (p.isChanged(9) ? 0.3 : 0)));
    assertEquals(List.of(2, 9), dimensions(bifurcation).stream().sorted().toList());
    assertTrue(
        bifurcation.findings().stream().allMatch(f -> f.effect().isGain() == (f.dimension() == 2)));
  }

  @Test
  void aGroupThatBreaksIsSplit() {
    Bifurcation bifurcation = bifurcation(switches(16));
    run(
        bifurcation,
        p -> p.isChanged(5) ? new Outcome.Failed("broke") : measured(p.isChanged(3) ? 1 : 0));
    assertEquals(List.of(3), dimensions(bifurcation));
  }

  @Test
  void aPairThatWorksOnlyTogetherIsFoundGoingBack() {
    Bifurcation bifurcation = bifurcation(switches(8));
    Function<Point, Outcome> pair = p -> measured(p.isChanged(1) && p.isChanged(6) ? 1 : 0);
    run(bifurcation, pair);
    assertTrue(bifurcation.findings().isEmpty());
    Bifurcation back = bifurcation.reverse().orElseThrow();
    run(back, pair);
    assertTrue(List.of(1, 6).containsAll(dimensions(back)) && !dimensions(back).isEmpty());
    assertTrue(back.findings().get(0).effect().isGain());
    assertTrue(back.reverse().isEmpty());
  }

  private static Outcome measured(double logRatio) {
    return new Outcome.Measured(logRatio, ERROR);
  }

  private static SearchSpace switches(int count) {
    List<Dimension> dimensions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      dimensions.add(new CategoricalDimension("s" + i, List.of("off", "on"), "off"));
    }
    return new SearchSpace(dimensions, List.of());
  }

  private static Bifurcation bifurcation(SearchSpace space) {
    Point target = space.baseline();
    for (int i = 0; i < space.size(); i++) {
      target = target.with(i, 1);
    }
    return new Bifurcation(space, space.baseline(), Estimate.ZERO, target);
  }

  private static int run(Bifurcation bifurcation, Function<Point, Outcome> measure) {
    int trials = 0;
    while (true) {
      Optional<Proposal> proposal = bifurcation.next(true);
      if (proposal.isEmpty()) {
        return trials;
      }
      trials++;
      bifurcation.observe(measure.apply(proposal.orElseThrow().point()));
    }
  }

  private static List<Integer> dimensions(Bifurcation bifurcation) {
    return bifurcation.findings().stream().map(Bifurcation.Finding::dimension).toList();
  }
}
