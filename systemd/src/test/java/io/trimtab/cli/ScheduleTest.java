package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(7);
  private final Schedule schedule = new Schedule(now::get, Duration.ofSeconds(1));

  @Test
  void howLongATickTakesMovesNoneOfTheOthers() {
    for (int tick = 0; tick < 1000; tick++) {
      assertEquals(7 + tick * SECOND, schedule.due());
      now.set(schedule.due() + tick * 999_000L);
      schedule.done();
    }
    assertEquals(0, schedule.missed());
  }

  @Test
  void theFirstTickMayComeLaterThanAtOnce() {
    Schedule later = new Schedule(now::get, Duration.ofMillis(300), Duration.ofSeconds(1));
    assertEquals(300, later.remainingMillis());
    now.addAndGet(350_000_000);
    assertEquals(0, later.remainingMillis());
    later.done();
    assertEquals(950, later.remainingMillis());
  }

  @Test
  void ticksThatAreLateAreLeftOutAndCounted() {
    now.addAndGet(3 * SECOND + 5);
    schedule.done();
    assertEquals(3, schedule.missed());
    assertEquals(7 + 4 * SECOND, schedule.due());
    now.set(7 + 5 * SECOND);
    schedule.done();
    assertEquals(4, schedule.missed(), "the next one was due just then, and it cannot be both");
    assertEquals(7 + 6 * SECOND, schedule.due());
  }
}
