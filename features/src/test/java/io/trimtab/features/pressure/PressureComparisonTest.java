package io.trimtab.features.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.pressure.PressureWatch.Settings;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class PressureComparisonTest {
  private static final int RUNS = 20_000;
  private static final double ALPHA = 0.05;

  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void endsAreWhereTheBayesFactorReachesOneOverAlpha() {
    PressureWindow before = PressureWindow.of(1.1, 0.9, 1.3, 1.0);
    PressureWindow after = PressureWindow.of(1.6, 1.2, 1.5);
    PressureComparison comparison = PressureComparison.of(before, after, ALPHA, 0);
    double k = 12 / 7.0;
    double v = 1 / (1 + 10 * k);
    double pooled = (before.squares() + after.squares()) / 5 * 1.3 / 0.7;
    double reach = comparison.high() - comparison.change();
    double u = k * reach * reach / (5 * pooled);
    double factor = Math.sqrt(v) * Math.pow((1 + u) / (1 + v * u), 3);
    assertEquals(1 / ALPHA, factor, 1e-6);
    assertEquals(comparison.change() - comparison.low(), reach, 1e-12);
  }

  @Test
  void tooFewValuesDecideNothing() {
    PressureWindow none = new PressureWindow(4);
    PressureWindow one = PressureWindow.of(1);
    for (PressureWindow before : new PressureWindow[] {none, one}) {
      PressureComparison comparison = PressureComparison.of(before, one, ALPHA, 0);
      assertEquals(PressureVerdict.NO_DIFFERENCE, comparison.verdict());
      assertEquals(Double.POSITIVE_INFINITY, comparison.high());
    }
  }

  @Test
  void anErrorRateOutOfRangeIsRefused() {
    PressureWindow one = PressureWindow.of(1);
    assertThrows(IllegalArgumentException.class, () -> PressureComparison.of(one, one, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> PressureComparison.of(one, one, 0.1, -1));
    assertThrows(IllegalArgumentException.class, () -> new Settings(0.05, 0, 1, 0, 5));
  }

  @Test
  void falseAlarmsOverAllLooksTogetherAreNoMoreThanStated() {
    double rate = alarms(() -> random.nextGaussian());
    assertTrue(rate <= ALPHA, () -> "Gaussian: " + rate);
  }

  @Test
  void alsoWhereNoiseHasHeavyTails() {
    double rate = alarms(() -> random.nextGaussian() * (random.nextDouble() < 0.1 ? 5 : 1));
    assertTrue(rate <= ALPHA, () -> "one in ten with five times the noise: " + rate);
  }

  @Test
  void alsoWhereATickIsLikeTheOneBefore() {
    double[] last = {0};
    double rate =
        alarms(
            () -> {
              last[0] = 0.5 * last[0] + random.nextGaussian();
              return last[0];
            });
    assertTrue(rate <= ALPHA, () -> "correlated by 0.5: " + rate);
  }

  /** The share of changes without effect that are called one at any of 20 looks. */
  private static double alarms(DoubleSupplier noise) {
    int alarms = 0;
    PressureWatch watch = new PressureWatch(new Settings(ALPHA, 0, 10, 0, 20));
    for (int run = 0; run < RUNS; run++) {
      watch.restart();
      for (int i = 0; i < 10; i++) {
        watch.accept(3 + 0.2 * noise.getAsDouble());
      }
      watch.change();
      boolean alarm = false;
      for (int i = 0; i < 20; i++) {
        watch.accept(3 + 0.2 * noise.getAsDouble());
        alarm |= watch.comparison().verdict() != PressureVerdict.NO_DIFFERENCE;
      }
      alarms += alarm ? 1 : 0;
    }
    return (double) alarms / RUNS;
  }

  @Test
  void aDoubledTimeIsFoundInAFewTicks() {
    int found = 0;
    for (int run = 0; run < 1000; run++) {
      PressureWatch watch = new PressureWatch(new Settings(ALPHA, 0.07, 10, 1, 20));
      for (int i = 0; i < 12; i++) {
        watch.accept(3 + 0.2 * random.nextGaussian());
      }
      watch.change();
      watch.accept(20); // the tick of the change itself
      for (int i = 0; i < 5; i++) {
        watch.accept(4 + 0.2 * random.nextGaussian());
      }
      assertEquals(5, watch.compared());
      found += watch.comparison().verdict() == PressureVerdict.WORSE ? 1 : 0;
    }
    assertTrue(found >= 950, "found: " + found);
  }

  @Test
  void whatIsBetterIsSaidSoAndWhatIsTooLittleIsNot() {
    PressureWindow before = PressureWindow.of(3, 3.01, 2.99, 3, 3.02, 2.98);
    PressureWindow half = PressureWindow.of(2.01, 1.99, 2, 2.02);
    PressureWindow alike = PressureWindow.of(2.95, 2.96, 2.95, 2.94);
    assertEquals(
        PressureVerdict.BETTER, PressureComparison.of(before, half, ALPHA, 0.07).verdict());
    assertEquals(
        PressureVerdict.NO_DIFFERENCE, PressureComparison.of(before, alike, ALPHA, 0.07).verdict());
    assertEquals(PressureVerdict.WORSE, PressureComparison.of(half, before, ALPHA, 0.07).verdict());
  }

  @Test
  void aChangeThatStaysIsWhatTheNextIsComparedWith() {
    PressureWatch watch = new PressureWatch(new Settings(ALPHA, 0.07, 4, 0, 10));
    double[] values = {3, 3.01, 2.99, 3};
    for (double value : values) {
      watch.accept(value);
    }
    watch.change();
    for (double value : values) {
      watch.accept(value - 2);
    }
    assertEquals(PressureVerdict.BETTER, watch.comparison().verdict());
    watch.settle();
    watch.change();
    for (double value : values) {
      watch.accept(value - 2);
    }
    assertEquals(PressureVerdict.NO_DIFFERENCE, watch.comparison().verdict());
    watch.accept(Double.NaN);
    assertEquals(4, watch.compared(), "what is unknown tells nothing");
  }

  @Test
  void aWindowKeepsTheLastValues() {
    PressureWindow window = new PressureWindow(3);
    for (double value : new double[] {100, 1, Double.NaN, 2, 3}) {
      window.add(value);
    }
    assertEquals(2, window.mean(), 1e-12);
    assertEquals(1, window.variance(), 1e-12);
    window.clear();
    assertTrue(Double.isNaN(window.mean()));
  }
}
