package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.journal.JournalEntry;
import io.trimtab.actuators.journal.JournalTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration whose originals are in the journal, so that it can be written and taken back any
 * number of times: measuring a candidate against the baseline is {@link #apply} and {@link #revert}
 * in turn, at no further cost to the journal.
 *
 * <p>Closing an uncommitted transaction undoes it. It may be closed from another thread, such as
 * the one that handles Ctrl-C: that one waits for the write at hand.
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

  /** What the kernel showed last, by tunable; one whose write is not read back is not in it. */
  private final Map<String, String> shown = new HashMap<>();

  private Map<String, String> recorded = Map.of();
  private Phase phase = Phase.OPEN;
  private boolean attempted;

  Transaction(Actuator actuator, long id, Plan plan) {
    this.actuator = actuator;
    this.id = id;
    this.plan = plan;
    entries().forEach(entry -> shown.put(entry.tunable(), entry.original()));
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
   * @throws ActuatorException when a value does not take, or someone else has set one meanwhile;
   *     everything written is undone first
   */
  public void apply() {
    synchronized (actuator) {
      requireOpen();
      if (plan.isEmpty()) {
        return;
      }
      try {
        actuator.requireOurs(journaled());
        attempted = true;
        actuator.writeAll(plan, shown);
        if (!shown.equals(recorded)) {
          actuator.recordObserved(id, shown);
          recorded = Map.copyOf(shown);
        }
      } catch (ActuatorException e) {
        List<Outcome> failures = unsettled(close(Optional.of(e)));
        throw failures.isEmpty()
            ? e
            : new ActuatorException(
                e.kind(), e.getMessage() + "; and undoing failed: " + failures.get(0).detail(), e);
      }
    }
  }

  /**
   * Puts the originals back, and stays open.
   *
   * @throws ActuatorException when one cannot be put back, or someone else has set it
   */
  public void revert() {
    synchronized (actuator) {
      requireOpen();
      if (!attempted) {
        return;
      }
      Optional<Outcome> obstacle = Optional.empty();
      Map<String, Outcome> outcomes = actuator.putBack(journaled());
      for (JournalEntry entry : entries()) {
        Outcome outcome = outcomes.get(entry.tunable());
        if (outcome == null || outcome.isBack()) {
          shown.put(entry.tunable(), entry.original());
          continue;
        }
        obstacle = Optional.of(outcome);
        if (!outcome.isSettled()) {
          shown.remove(entry.tunable());
        }
      }
      if (obstacle.isPresent()) {
        throw ActuatorException.failed(obstacle.get().tunable() + ": " + obstacle.get().detail());
      }
    }
  }

  /** Keeps the values; the journal goes on knowing how to undo them. */
  public void commit() {
    synchronized (actuator) {
      requireOpen();
      if (!plan.isEmpty()) {
        actuator.commit(id);
      }
      phase = Phase.COMMITTED;
    }
  }

  /** Leaves the values in force under their lease; from now on the journal alone knows them. */
  public void leaveToLease() {
    synchronized (actuator) {
      requireOpen();
      actuator.leave(id);
      phase = Phase.CLOSED;
    }
  }

  /**
   * Undoes the transaction unless it was committed.
   *
   * @return what became of each tunable
   */
  public List<Outcome> undo() {
    synchronized (actuator) {
      return close(Optional.empty());
    }
  }

  private List<Outcome> close(Optional<ActuatorException> cause) {
    if (phase != Phase.OPEN) {
      return List.of();
    }
    phase = Phase.CLOSED;
    if (plan.isEmpty() || !actuator.isLive(id)) {
      return List.of();
    }
    try {
      return attempted ? actuator.rollback(journaled()) : actuator.abandon(id, plan);
    } catch (ActuatorException e) {
      cause.ifPresent(e::addSuppressed);
      throw e;
    }
  }

  private static List<Outcome> unsettled(List<Outcome> outcomes) {
    return outcomes.stream().filter(outcome -> !outcome.isSettled()).toList();
  }

  private List<JournalEntry> entries() {
    return actuator.entries(id, plan);
  }

  /** The record of this transaction from what its writer knows: it needs no journal. */
  private JournalTransaction journaled() {
    List<JournalEntry> entries = new ArrayList<>();
    for (JournalEntry entry : entries()) {
      entries.add(entry.showing(Optional.ofNullable(shown.get(entry.tunable()))));
    }
    return actuator.journaled(id, entries);
  }

  private void requireOpen() {
    if (phase != Phase.OPEN) {
      throw new IllegalStateException("transaction " + id + " is " + phase);
    }
    if (!plan.isEmpty() && !actuator.isLive(id)) {
      throw ActuatorException.failed("transaction " + id + " has been rolled back already");
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
