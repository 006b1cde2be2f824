package io.trimtab.actuators.transaction;

import io.trimtab.actuators.journal.Inheritance;
import io.trimtab.actuators.journal.JournalEntry;
import io.trimtab.actuators.journal.JournalTransaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which transaction follows which, tunable by tunable, when some are undone and others stay: where
 * one that stays has set a tunable later, its value stays in force and it inherits the original.
 *
 * @param toUndo the transactions with the entries that are to be put back, newest first
 * @param takenOver the tunables whose values stay
 * @param legacies what the undone transactions leave to others
 */
record Succession(List<JournalTransaction> toUndo, Set<String> takenOver, List<Legacy> legacies) {
  record Legacy(long from, Inheritance inheritance) {}

  static Succession of(List<JournalTransaction> undone, List<JournalTransaction> survivors) {
    List<JournalTransaction> toUndo = new ArrayList<>();
    List<Legacy> legacies = new ArrayList<>();
    Set<String> takenOver = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (JournalTransaction transaction : undone) {
      List<JournalEntry> entries = new ArrayList<>();
      for (JournalEntry entry : transaction.entries()) {
        Optional<JournalTransaction> heir = heir(transaction, entry, survivors);
        heir.map(tx -> new Inheritance(tx.id(), entry.tunable(), entry.original()))
            .ifPresent(inheritance -> legacies.add(new Legacy(transaction.id(), inheritance)));
        boolean first = seen.add(entry.tunable());
        if (heir.isPresent() && first) {
          takenOver.add(entry.tunable());
        }
        if (heir.isEmpty() || takenOver.contains(entry.tunable())) {
          entries.add(entry);
        }
      }
      toUndo.add(transaction.with(entries));
    }
    return new Succession(toUndo, takenOver, legacies);
  }

  private static Optional<JournalTransaction> heir(
      JournalTransaction undone, JournalEntry entry, List<JournalTransaction> survivors) {
    return survivors.stream()
        .filter(survivor -> survivor.id() > undone.id())
        .filter(
            survivor ->
                survivor.entries().stream().anyMatch(e -> e.tunable().equals(entry.tunable())))
        .min(Comparator.comparingLong(JournalTransaction::id));
  }

  List<Inheritance> inheritedFrom(long id) {
    return legacies.stream()
        .filter(legacy -> legacy.from() == id)
        .map(Legacy::inheritance)
        .toList();
  }
}
