package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.pressure.PressureWindow;
import io.trimtab.tuner.measure.Direction;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Trials of candidates whose worth is known. */
class TrialVerdictTest {
  private static final int TRIALS = 400;
  private static final double NOISE = 0.12;
  private static final Sight.Constraints NONE = new Sight.Constraints(List.of(), List.of());

  /** Parts of one tick each. */
  private static final TrialRules RULES =
      new TrialRules(1, 0, NOISE, Direction.MINIMISE, 0.01, 0.2, 0.05);

  @Test
  void oneThatIsAFifthFasterIsBetter() {
    assertTrue(better(random -> 0.8) > TRIALS / 2);
  }

  @Test
  void oneThatStallsNowAndThenIsNot() {
    // A tenth faster, but for one part in ten, which costs three times as much: no gain.
    int better = better(random -> random.nextDouble() < 0.1 ? 3 : 0.9);
    assertTrue(better <= TRIALS / 20, "better claimed in " + better);
  }

  @Test
  void oneThatChangesNothingIsRarelyBetter() {
    int better = better(random -> 1);
    assertTrue(better <= TRIALS / 20, "better claimed in " + better);
  }

  private static int better(ToDoubleFunction<SplittableRandom> factor) {
    int better = 0;
    for (int seed = 0; seed < TRIALS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Trial trial = new Trial(RULES, new PressureWindow(1), false);
      while (trial.ending().isEmpty()) {
        double times = trial.isCandidate() ? factor.applyAsDouble(random) : 1;
        double cost = times * Math.exp(NOISE * random.nextGaussian());
        trial.next(OptionalDouble.of(cost), false, NONE);
      }
      better += trial.ending().orElseThrow().result() == Ending.Result.BETTER ? 1 : 0;
      assertFalse(trial.isCandidate(), "the baseline is in force at the end");
    }
    return better;
  }
}
