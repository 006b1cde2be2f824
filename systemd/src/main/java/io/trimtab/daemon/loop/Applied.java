package io.trimtab.daemon.loop;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Change;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.actuators.transaction.Outcome;
import io.trimtab.actuators.transaction.Transaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration that this daemon wrote, or an earlier one left committed: applied and reverted
 * any number of times, committed, undone. What it shows while it is in force is noted, so that it
 * can be seen when somebody else changes it.
 */
final class Applied {
  private final Actuator actuator;
  private final Configuration configuration;
  private final Map<String, String> originals;
  private final Optional<Transaction> transaction;
  private final long id;
  private final Map<String, String> shown = new LinkedHashMap<>();
  private boolean isCommitted;

  private Applied(
      Actuator actuator,
      Configuration configuration,
      Map<String, String> originals,
      Optional<Transaction> transaction,
      long id) {
    this.actuator = actuator;
    this.configuration = configuration;
    this.originals = originals;
    this.transaction = transaction;
    this.id = id;
  }

  /**
   * Journals the originals; nothing is written yet.
   *
   * @throws ActuatorException if the configuration is not valid here, or all of it is there already
   */
  static Applied begin(Actuator actuator, Configuration configuration, String purpose) {
    Transaction transaction = actuator.begin(configuration, purpose, Optional.empty());
    if (transaction.plan().isEmpty()) {
      throw ActuatorException.invalid("all of it is in force already");
    }
    Map<String, String> originals = new LinkedHashMap<>();
    for (Change change : transaction.plan().changes()) {
      originals.put(change.tunable().name(), change.from().text());
    }
    return new Applied(
        actuator, configuration, originals, Optional.of(transaction), transaction.id());
  }

  /** What an earlier daemon committed, and what is in force still. */
  static Applied adopt(
      Actuator actuator, Configuration configuration, Map<String, String> originals, long id) {
    Applied adopted = new Applied(actuator, configuration, originals, Optional.empty(), id);
    adopted.isCommitted = true;
    adopted.note();
    return adopted;
  }

  Configuration configuration() {
    return configuration;
  }

  Map<String, String> originals() {
    return originals;
  }

  long id() {
    return id;
  }

  boolean contains(String tunable) {
    return configuration.values().containsKey(tunable);
  }

  /** What the kernel showed of it when it was written; empty while it is not in force. */
  Map<String, String> shown() {
    return Map.copyOf(shown);
  }

  /**
   * @throws ActuatorException if it does not take; it is undone then
   */
  void apply() {
    transaction.orElseThrow().apply();
    note();
  }

  private void note() {
    Catalogue catalogue = actuator.catalogue();
    shown.clear();
    for (String name : configuration.values().keySet()) {
      catalogue.find(name).ifPresent(t -> shown.put(t.name(), catalogue.read(t).text()));
    }
  }

  /**
   * Puts the originals back for a while.
   *
   * @throws ActuatorException if one cannot be put back
   */
  void revert() {
    shown.clear();
    transaction.orElseThrow().revert();
  }

  /** Whether it can be reverted and applied again; what is committed can only be undone. */
  boolean isOpen() {
    return !isCommitted && transaction.isPresent();
  }

  /** Keeps it over a restart of the daemon. */
  void commit() {
    transaction.orElseThrow().commit();
    isCommitted = true;
  }

  /**
   * Puts the originals back, for good. What has been set on top of it stays, and goes back to them
   * when that is undone.
   *
   * @throws ActuatorException if the journal cannot be written; the values may be back all the same
   */
  List<Outcome> undo() {
    shown.clear();
    return isCommitted ? actuator.release(id) : transaction.orElseThrow().undo();
  }
}
