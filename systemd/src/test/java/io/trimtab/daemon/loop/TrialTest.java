package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.pressure.PressureWindow;
import io.trimtab.tuner.measure.Direction;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** When a candidate comes in force and when it goes, tick by tick. */
class TrialTest {
  private static final Sight.Constraints HOLDS = new Sight.Constraints(List.of("p99"), List.of());
  private static final Sight.Constraints BROKEN =
      new Sight.Constraints(List.of("p99"), List.of("p99"));
  private static final Sight.Constraints STILL_BROKEN =
      new Sight.Constraints(List.of(), List.of("p99"));
  private static final OptionalDouble NONE = OptionalDouble.empty();

  private Trial trial = trial(5);

  private static Trial trial(int ticks) {
    TrialRules rules = new TrialRules(ticks, 1, 0.01, Direction.MINIMISE, 0.02, 0.1, 0.01);
    return new Trial(rules, new PressureWindow(40), true);
  }

  private static OptionalDouble objective(int tick) {
    return OptionalDouble.of(1 + 0.01 * (tick % 3));
  }

  private Trial.Turn next(OptionalDouble objective, Sight.Constraints constraints) {
    return trial.next(objective, false, constraints);
  }

  /** Ticks of the baseline until the candidate is wanted. */
  private void toCandidate(int ticks) {
    for (int tick = 1; tick < ticks; tick++) {
      assertEquals(Trial.Turn.STAY, next(objective(tick), HOLDS));
    }
    assertEquals(Trial.Turn.TO_CANDIDATE, next(objective(0), HOLDS));
  }

  @Test
  void aConstraintThatIsBrokenAlreadyIsNoCandidatesFault() {
    for (int tick = 0; tick < 100; tick++) {
      assertEquals(Trial.Turn.STAY, next(objective(tick), tick % 7 == 0 ? BROKEN : STILL_BROKEN));
    }
    toCandidate(5);
  }

  @Test
  void aReadingFromBeforeTheSwitchBlamesNobody() {
    toCandidate(5);
    assertEquals(Trial.Turn.STAY, next(objective(0), BROKEN));
    for (int tick = 1; tick < 10; tick++) {
      assertEquals(Trial.Turn.STAY, next(objective(tick), STILL_BROKEN));
    }
    assertEquals(Trial.Turn.TO_BASELINE, next(objective(10), STILL_BROKEN));
  }

  @Test
  void aConstraintThatBreaksUnderTheCandidateEndsItWithoutAnObjectiveToo() {
    toCandidate(5);
    assertEquals(Trial.Turn.STAY, next(NONE, HOLDS));
    assertEquals(Trial.Turn.STAY, next(NONE, BROKEN));
    assertEquals(Trial.Turn.STAY, trial.next(NONE, true, BROKEN));
    assertEquals(Trial.Turn.END, next(NONE, BROKEN));
    Ending ending = trial.ending().orElseThrow();
    assertEquals(Ending.Result.HARMFUL, ending.result());
    assertEquals("the constraint p99 did not hold under it", ending.why());
  }

  @Test
  void aSlowConstraintIsCountedOverSeveralParts() {
    int ticks = 0;
    Trial.Turn turn = Trial.Turn.STAY;
    while (turn != Trial.Turn.END && ticks < 200) {
      boolean isRenewed = ticks % 4 == 0;
      Sight.Constraints under = isRenewed ? BROKEN : STILL_BROKEN;
      Sight.Constraints without = isRenewed ? HOLDS : Sight.Constraints.NONE;
      turn =
          trial.isCandidate()
              ? next(OptionalDouble.of(0.8 * objective(ticks).getAsDouble()), under)
              : next(objective(ticks), without);
      ticks++;
    }
    assertTrue(ticks < 60, ticks + " ticks");
    assertEquals(Ending.Result.HARMFUL, trial.ending().orElseThrow().result());
  }

  @Test
  void withoutAnObjectiveTheCandidateDoesNotStay() {
    trial = trial(50);
    toCandidate(50);
    for (int tick = 0; tick < 5; tick++) {
      assertEquals(Trial.Turn.STAY, next(NONE, HOLDS));
    }
    assertEquals(Trial.Turn.TO_BASELINE, next(NONE, HOLDS));
    assertTrue(trial.isBetweenBlocks(), "the block begins anew");
  }

  @Test
  void anObjectiveThatWasSlowBeforeMayStaySlow() {
    trial = trial(50);
    for (int tick = 1; tick < 50; tick++) {
      next(tick % 8 == 0 ? objective(tick) : NONE, HOLDS);
    }
    assertEquals(Trial.Turn.TO_CANDIDATE, next(NONE, HOLDS));
    for (int tick = 0; tick < 100; tick++) {
      assertEquals(Trial.Turn.STAY, next(tick % 8 == 0 ? objective(tick) : NONE, HOLDS));
    }
  }

  @Test
  void aCandidateThatHasToWaitGetsABlockWithoutAGap() {
    toCandidate(5);
    trial.postpone();
    assertTrue(trial.isBetweenBlocks());
    toCandidate(5);
    for (int tick = 0; tick < 10; tick++) {
      assertEquals(Trial.Turn.STAY, next(objective(tick), HOLDS));
    }
    assertEquals(Trial.Turn.TO_BASELINE, next(objective(10), HOLDS));
  }
}
