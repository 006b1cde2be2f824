package io.trimtab.daemon.loop;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Outcome;
import io.trimtab.daemon.decision.DecisionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts back, once a minute, what is due: what an earlier undo could not put back, because a device
 * was busy, say, and what a command left to a lease that is over by now. The commands cannot, as
 * long as the daemon is the machine's one writer.
 */
final class Leftovers {
  private static final long EVERY_NANOS = Duration.ofMinutes(1).toNanos();

  private final Actuator actuator;
  private final Ledger ledger;
  private long lastNanos;

  /**
   * @param nanos of a clock that goes on evenly
   */
  Leftovers(Actuator actuator, Ledger ledger, long nanos) {
    this.actuator = actuator;
    this.ledger = ledger;
    this.lastNanos = nanos;
  }

  /** Does so, if it is time. */
  void tick(long nanos, Instant now) {
    if (nanos - lastNanos >= EVERY_NANOS) {
      lastNanos = nanos;
      putBack(now);
    }
  }

  /**
   * Does so at once.
   *
   * @return what could not be put back, if something could not
   */
  Optional<String> putBack(Instant now) {
    try {
      List<Outcome> outcomes = actuator.recover();
      List<Outcome> settled = outcomes.stream().filter(Outcome::isSettled).toList();
      if (!settled.isEmpty()) {
        ledger.write(
            DecisionKind.UNDONE,
            settled.stream().map(Outcome::tunable).collect(Collectors.joining(" ")),
            "left by an undo that failed, or by a lease that is over: "
                + settled.stream()
                    .map(outcome -> outcome.tunable() + ": " + outcome.detail())
                    .collect(Collectors.joining("; ")),
            Optional.empty());
      }
      return outcomes.stream()
          .filter(outcome -> !outcome.isSettled())
          .map(outcome -> outcome.tunable() + ": " + outcome.detail())
          .findFirst();
    } catch (ActuatorException e) {
      ledger.once(DecisionKind.IMPAIRED, "", String.valueOf(e.getMessage()), now);
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
