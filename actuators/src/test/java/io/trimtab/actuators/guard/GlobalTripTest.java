package io.trimtab.actuators.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** When a host counts as being in distress. */
class GlobalTripTest {
  private static final long SECOND = 1_000_000_000L;

  private final GlobalTrip trip = new GlobalTrip(0.3, 10 * SECOND);
  private long seconds;
  private double memory;
  private double io;
  private long kills = 7;
  private long hung = 1;

  @Test
  void stallsForMemoryTripOnceTheyFillTheWindow() {
    assertEquals(Optional.empty(), run(20, 0, 0));
    Optional<String> why = run(10, 0.5, 0);
    assertEquals("all tasks waited for memory in 35 % of 10 s", why.orElseThrow());
    assertEquals(17 + 10, seconds, "seven seconds of a half are more than 30 % of ten");
  }

  @Test
  void aHostThatAlwaysWaitsForItsDiskIsInNoDistress() {
    trip.restored();
    assertEquals(Optional.empty(), run(60, 0, 0.95));
    trip.changed();
    assertEquals(Optional.empty(), run(60, 0, 1));
  }

  @Test
  void oneThatWaitsSinceTheChangeIs() {
    assertEquals(Optional.empty(), run(20, 0, 0.05));
    trip.changed();
    assertTrue(run(10, 0, 0.9).orElseThrow().contains("I/O"));
  }

  @Test
  void oneProcessKilledIsEnough() {
    run(3, 0, 0);
    kills++;
    assertEquals("the kernel killed a task for want of memory", run(1, 0, 0).orElseThrow());
    assertEquals(Optional.empty(), run(1, 0, 0), "and counts once");
  }

  @Test
  void soAreHungTasks() {
    run(3, 0, 0);
    hung += 2;
    assertEquals("the kernel found 2 tasks hung", run(1, 0, 0).orElseThrow());
  }

  @Test
  void whatIsUnknownIsNoDistress() {
    for (int i = 0; i < 30; i++) {
      assertEquals(Optional.empty(), trip.next(GlobalTrip.Signs.unknown(i * SECOND)));
    }
    assertThrows(IllegalArgumentException.class, () -> new GlobalTrip(0, SECOND));
  }

  @Test
  void aShortWindowIsNoWindow() {
    assertEquals(Optional.empty(), run(9, 1, 1));
  }

  /** Some seconds of stalls, to the first trip. */
  private Optional<String> run(int count, double memoryShare, double ioShare) {
    for (int i = 0; i < count; i++) {
      seconds++;
      memory += memoryShare * SECOND;
      io += ioShare * SECOND;
      Optional<String> why =
          trip.next(
              new GlobalTrip.Signs(
                  seconds * SECOND,
                  OptionalLong.of((long) memory),
                  OptionalLong.of((long) io),
                  OptionalLong.of(kills),
                  OptionalLong.of(hung)));
      if (why.isPresent()) {
        return why;
      }
    }
    return Optional.empty();
  }
}
