package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.journal.JournalTransaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration whose originals are in the journal, so that it can be written and taken back any
 * number of times: measuring a candidate against the baseline is {@link #apply} and {@link #revert}
 * in turn, at no further cost to the journal.
 *
 * <p>Closing an uncommitted transaction undoes it.
 */
public final class Transaction implements AutoCloseable {
  private enum Phase {
    OPEN,
    COMMITTED,
    CLOSED
  }

  private final Actuator actuator;
  private final long id;
  private final Plan plan;
  private Phase phase = Phase.OPEN;
  private boolean observed;

  Transaction(Actuator actuator, long id, Plan plan) {
    this.actuator = actuator;
    this.id = id;
    this.plan = plan;
  }

  /** The journal's number for it; 0 when nothing needed a write. */
  public long id() {
    return id;
  }

  public Plan plan() {
    return plan;
  }

  /**
   * Writes the values in the plan's order and reads each back.
   *
   * @throws ActuatorException when a value does not take; everything written is undone first
   */
  public void apply() {
    requireOpen();
    if (plan.isEmpty()) {
      return;
    }
    try {
      Map<String, Value> seen = actuator.writeAll(plan);
      if (!observed) {
        actuator.recordObserved(id, seen);
        observed = true;
      }
    } catch (ActuatorException e) {
      List<Outcome> failures = unsettled(close(Optional.of(e)));
      throw failures.isEmpty()
          ? e
          : new ActuatorException(
              e.kind(), e.getMessage() + "; and undoing failed: " + failures.get(0).detail(), e);
    }
  }

  /**
   * Puts the originals back, and stays open.
   *
   * @throws ActuatorException when one cannot be put back, or someone else has set it
   */
  public void revert() {
    requireOpen();
    if (plan.isEmpty()) {
      return;
    }
    for (Outcome outcome : actuator.putBack(List.of(journaled())).values()) {
      if (!outcome.isSettled() || outcome.result() == Outcome.Result.FOREIGN) {
        throw ActuatorException.failed(outcome.tunable() + ": " + outcome.detail());
      }
    }
  }

  /** Keeps the values; the journal goes on knowing how to undo them. */
  public void commit() {
    requireOpen();
    if (!plan.isEmpty()) {
      actuator.commit(id);
    }
    phase = Phase.COMMITTED;
  }

  /** Leaves the values in force under their lease; from now on the journal alone knows them. */
  public void leaveToLease() {
    requireOpen();
    phase = Phase.CLOSED;
  }

  /**
   * Undoes the transaction unless it was committed.
   *
   * @return what became of each tunable
   */
  public List<Outcome> undo() {
    return close(Optional.empty());
  }

  private List<Outcome> close(Optional<ActuatorException> cause) {
    if (phase != Phase.OPEN) {
      return List.of();
    }
    phase = Phase.CLOSED;
    if (plan.isEmpty()) {
      return List.of();
    }
    try {
      return actuator.rollback(List.of(journaled()));
    } catch (ActuatorException e) {
      cause.ifPresent(e::addSuppressed);
      throw e;
    }
  }

  private static List<Outcome> unsettled(List<Outcome> outcomes) {
    return outcomes.stream().filter(outcome -> !outcome.isSettled()).toList();
  }

  private JournalTransaction journaled() {
    return actuator.journaled(id, plan);
  }

  private void requireOpen() {
    if (phase != Phase.OPEN) {
      throw new IllegalStateException("transaction " + id + " is " + phase);
    }
  }

  @Override
  public void close() {
    List<Outcome> failures = unsettled(undo());
    if (!failures.isEmpty()) {
      throw ActuatorException.failed(
          failures.get(0).tunable()
              + ": could not be put back: "
              + failures.get(0).detail()
              + "; the journal keeps it: trimtab rollback --all");
    }
  }
}
