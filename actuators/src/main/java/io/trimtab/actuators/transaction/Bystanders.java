package io.trimtab.actuators.transaction;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.journal.JournalEntry;
import io.trimtab.actuators.journal.JournalTransaction;

/**
 * Tells what a transaction sets from what it only looks on: a tunable that the kernel may change
 * when another one is written is journaled beside that one, so that it can be put back, but nobody
 * has asked for a value of it.
 */
final class Bystanders {
  private final Catalogue catalogue;

  Bystanders(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Whether an entry's tunable is neither written nor zeroed with its twin. */
  boolean contains(JournalTransaction transaction, JournalEntry entry) {
    return entry.implied()
        && transaction.entries().stream()
            .filter(other -> !other.implied())
            .noneMatch(other -> areTwins(other.tunable(), entry.tunable()));
  }

  /** Whether a transaction has given a tunable a value. */
  boolean isSet(JournalTransaction transaction, String tunable) {
    return transaction.entry(tunable).filter(entry -> !contains(transaction, entry)).isPresent();
  }

  private boolean areTwins(String one, String other) {
    return isTwin(one, other) || isTwin(other, one);
  }

  private boolean isTwin(String name, String twin) {
    return catalogue.find(name).flatMap(Tunable::twin).filter(twin::equals).isPresent();
  }
}
