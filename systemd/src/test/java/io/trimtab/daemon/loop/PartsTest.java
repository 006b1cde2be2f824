package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Schema;
import io.trimtab.collector.schema.Scope;
import io.trimtab.daemon.config.DaemonConfig.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loop's small parts, each alone. */
class PartsTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @CsvSource({
    "2026-11-29T21:59:59Z, false",
    "2026-11-29T22:00:00Z, true",
    "2026-11-30T05:59:59Z, true",
    "2026-11-30T06:00:00Z, false",
    "2026-11-30T22:30:00Z, false",
  })
  void aWindowMayGoOverMidnight(String moment, boolean isIn) {
    List<Window> sundays =
        List.of(new Window(Set.of(DayOfWeek.SUNDAY), LocalTime.of(22, 0), LocalTime.of(6, 0)));
    assertEquals(isIn, Windows.contain(sundays, Instant.parse(moment), ZoneOffset.UTC));
  }

  @Test
  void windowsGoByTheHostsOwnClock() {
    List<Window> noon = List.of(new Window(Set.of(), LocalTime.of(12, 0), LocalTime.of(13, 0)));
    Instant moment = Instant.parse("2026-11-29T11:30:00Z");
    assertFalse(Windows.contain(noon, moment, ZoneOffset.UTC));
    assertTrue(Windows.contain(noon, moment, ZoneId.of("Europe/Berlin")));
    assertTrue(Windows.contain(List.of(), moment, ZoneOffset.UTC), "no window is any time");
  }

  @Test
  void ticksThatCannotBeAreNotBelieved() {
    Plausibility plausibility = new Plausibility(Duration.ofSeconds(1));
    Sample start = sample(0, 0, 0);
    OptionalDouble fine = OptionalDouble.of(1);
    assertEquals(Optional.empty(), plausibility.check(start, sample(1, 1, 0.5), fine));
    assertEquals(
        "the clock jumped by 3600.0 s",
        plausibility.check(start, sample(3601, 1, 0.5), fine).orElseThrow());
    assertEquals(
        "the clock jumped by -61.0 s",
        plausibility.check(start, sample(-60, 1, 0.5), fine).orElseThrow());
    assertEquals(
        "ticks were lost: 5.0 s since the last one",
        plausibility.check(start, sample(5, 5, 0.5), fine).orElseThrow());
    assertEquals(
        "more CPU time than there are CPUs",
        plausibility.check(start, sample(1, 1, 7), fine).orElseThrow());
    for (double nonsense : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0, -3}) {
      assertTrue(
          plausibility
              .check(start, sample(1, 1, 0.5), OptionalDouble.of(nonsense))
              .orElseThrow()
              .startsWith("the objective is"));
    }
  }

  private static Sample sample(double wall, double monotonic, double cpuSeconds) {
    Layout layout = new Layout(Schema.shipped(), Map.of(Scope.CPU, List.of("0", "1")));
    Sample sample = new Sample(layout);
    sample.begin((long) (wall * SECOND), (long) (monotonic * SECOND));
    sample.set(layout.at(Schema.shipped().get("sched.time_user")), (long) (cpuSeconds * SECOND));
    sample.set(layout.at(Schema.shipped().get("sched.time_system")), 0);
    return sample;
  }

  @Test
  void aShiftIsNoticedAndNoiseIsNot() {
    SplittableRandom random = new SplittableRandom(1);
    ShiftDetector detector = new ShiftDetector();
    int alarms = 0;
    for (int i = 0; i < 86_400; i++) {
      if (detector.next(3 + 0.1 * random.nextDouble())) {
        alarms++;
        detector.restart();
      }
    }
    assertTrue(alarms <= 1, alarms + " alarms in a day without any shift");
    int ticks = 0;
    while (!detector.next(3.5 + 0.1 * random.nextDouble())) {
      ticks++;
    }
    assertTrue(ticks < 6, ticks + " ticks until it was noticed");
    detector.restart();
    assertFalse(detector.next(Double.NaN));
  }

  @Test
  void candidatesGetTheirShareOfTimeAndNoMore() {
    Budget budget = new Budget(0.1);
    int used = 0;
    for (int i = 0; i < 100_000; i++) {
      boolean isCandidate = budget.allows(20);
      used += isCandidate ? 1 : 0;
      budget.tick(isCandidate);
    }
    assertEquals(0.1, used / 100_000.0, 0.005);
    assertFalse(new Budget(0).allows(1));
    assertTrue(new Budget(1).allows(1000));
  }

  @Test
  void anOddTickOrAnIdleHostChangesNoClass() {
    StableClass stable = new StableClass();
    assertEquals(Optional.empty(), next(stable, "cpu", 2));
    assertEquals(Optional.of("cpu"), next(stable, "cpu", 1));
    assertEquals(Optional.empty(), next(stable, "idle", 1000));
    assertEquals(Optional.empty(), next(stable, "unknown", 29));
    assertEquals(Optional.empty(), next(stable, "cpu", 1));
    assertEquals(Optional.empty(), next(stable, "unknown", 29));
    assertEquals(Optional.of("unknown"), next(stable, "unknown", 1));
    assertEquals("unknown", stable.current());
  }

  @Test
  void aMixtureOfWorkSettlesOnOneClass() {
    StableClass stable = new StableClass();
    List<String> changes = new ArrayList<>();
    for (int tick = 0; tick < 1000; tick++) {
      stable
          .next(new Workload(tick / 5 % 2 == 0 ? "cpu" : "ipc", 1, List.of()))
          .ifPresent(changes::add);
    }
    assertEquals(List.of("cpu", "ipc"), changes);
    next(stable, "writeback", 6);
    assertEquals("writeback", stable.current(), "which lasts");
  }

  private static Optional<String> next(StableClass stable, String name, int ticks) {
    Optional<String> changed = Optional.empty();
    for (int i = 0; i < ticks; i++) {
      changed = stable.next(new Workload(name, 1, List.of()));
    }
    return changed;
  }

  @Test
  void aModelThatFailsThreeTimesIsNotAskedAgain() {
    ModelSide model =
        new ModelSide(
            question -> {
              throw new IllegalStateException("broken");
            },
            Runnable::run,
            true);
    for (int i = 0; i < 3; i++) {
      assertTrue(model.isFree());
      model.ask(question(i));
      assertEquals(Optional.empty(), model.take(i));
    }
    assertFalse(model.isFree());
    assertEquals(
        "it failed three times, and is not asked again: broken", model.trouble().orElseThrow());
  }

  @Test
  void aModelWhoseThreadIsGoneHasNothingToSay() {
    ModelSide model =
        new ModelSide(
            question -> Optional.empty(),
            work -> {
              throw new java.util.concurrent.RejectedExecutionException();
            },
            true);
    model.ask(question(0));
    assertEquals(Optional.empty(), model.take(1));
    assertTrue(model.trouble().orElseThrow().contains("its thread is gone"));
  }

  private static Question question(long nanos) {
    return new Question(nanos, Workload.NONE, Map.of(), List.of(), Set.of(), List.of(), true);
  }
}
