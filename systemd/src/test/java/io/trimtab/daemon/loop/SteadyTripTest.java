package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trimtab.actuators.guard.GlobalTrip.Signs;
import io.trimtab.daemon.config.DaemonConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the global trip knows of I/O from before, second by second. */
class SteadyTripTest {
  private static final String TRIPPED = "all tasks waited for I/O";
  private final SteadyTrip trip = new SteadyTrip(guard(0.3, 10, 4));
  private long nanos;
  private double waited;

  private static DaemonConfig.Guard guard(double full, int windowSeconds, int writes) {
    return new DaemonConfig.Guard(
        full, Duration.ofSeconds(windowSeconds), Duration.ofMinutes(5), writes);
  }

  /** So many seconds in which all tasks wait for a share of the time; the first trip's reason. */
  private String run(int seconds, double share) {
    Optional<String> why = Optional.empty();
    for (int i = 0; i < seconds; i++) {
      nanos += SimulatedHost.SECOND;
      waited += share * SimulatedHost.SECOND;
      Optional<String> now =
          trip.next(
              new Signs(
                  nanos,
                  OptionalLong.of(0),
                  OptionalLong.of((long) waited),
                  OptionalLong.of(0),
                  OptionalLong.empty()));
      why = why.isPresent() ? why : now;
    }
    String text = why.orElse("");
    return text.substring(0, Math.min(TRIPPED.length(), text.length()));
  }

  @Test
  void aReloadDoesNotDisarmIt() {
    run(20, 0.05);
    trip.changed();
    trip.configure(guard(0.3, 10, 12));
    assertEquals(TRIPPED, run(12, 0.99));
  }

  @Test
  void otherSettingsKnowWhatIoWasLikeBefore() {
    run(20, 0.6);
    trip.changed();
    run(30, 0.6);
    trip.configure(guard(0.2, 5, 4));
    assertEquals("", run(30, 0.6), "it is as it was before");
    assertEquals(TRIPPED, run(12, 0.99));
  }

  @Test
  void whatIsInForceFromAnEarlierDaemonIsComparedWithTheBeginning() {
    trip.adopted();
    assertEquals("", run(30, 0.6));
    assertEquals(TRIPPED, run(12, 0.99));
  }

  @Test
  void whereNothingIsInForceIoIsTheHostsOwn() {
    run(20, 0.05);
    assertEquals("", run(30, 0.99));
    trip.adopted();
    trip.restored();
    assertEquals("", run(30, 0.99));
    trip.changed();
    trip.restored();
    trip.configure(guard(0.2, 5, 4));
    assertEquals("", run(30, 0.99));
  }
}
