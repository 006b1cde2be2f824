package io.trimtab.actuators.transaction;

import io.trimtab.actuators.journal.Inheritance;
import io.trimtab.actuators.journal.JournalEntry;
import io.trimtab.actuators.journal.JournalTransaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which transaction follows which, tunable by tunable, when some are undone and others stay. Where
 * one that stays has set a tunable later, its value stays in force. Whoever found a value that is
 * undone now inherits the original behind it, be it that it has set the tunable or only looked on.
 *
 * @param toUndo the transactions with the entries that are to be put back, newest first
 * @param takenOver the tunables whose values stay
 * @param legacies what the undone transactions leave to others
 */
record Succession(List<JournalTransaction> toUndo, Set<String> takenOver, List<Legacy> legacies) {
  record Legacy(long from, Inheritance inheritance) {}

  static Succession of(
      List<JournalTransaction> undone, List<JournalTransaction> survivors, Bystanders bystanders) {
    List<JournalTransaction> toUndo = new ArrayList<>();
    List<Legacy> legacies = new ArrayList<>();
    Set<String> takenOver = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (JournalTransaction transaction : undone) {
      List<JournalEntry> entries = new ArrayList<>();
      for (JournalEntry entry : transaction.entries()) {
        String tunable = entry.tunable();
        List<JournalTransaction> later = later(transaction, tunable, survivors);
        for (JournalTransaction heir : heirs(entry, later, bystanders)) {
          legacies.add(
              new Legacy(transaction.id(), new Inheritance(heir.id(), tunable, entry.original())));
        }
        boolean isSetLater = later.stream().anyMatch(tx -> bystanders.isSet(tx, tunable));
        if (seen.add(tunable) && isSetLater) {
          takenOver.add(tunable);
        }
        if (!isSetLater || takenOver.contains(tunable)) {
          entries.add(entry);
        }
      }
      toUndo.add(transaction.with(entries));
    }
    return new Succession(toUndo, takenOver, legacies);
  }

  /** Those that stay and came after one, oldest first, as far as they know of a tunable. */
  private static List<JournalTransaction> later(
      JournalTransaction undone, String tunable, List<JournalTransaction> survivors) {
    return survivors.stream()
        .filter(survivor -> survivor.id() > undone.id())
        .filter(survivor -> survivor.entry(tunable).isPresent())
        .sorted(Comparator.comparingLong(JournalTransaction::id))
        .toList();
  }

  /** Up to the first that has set it, as long as they found what the undone one had left. */
  private static List<JournalTransaction> heirs(
      JournalEntry undone, List<JournalTransaction> later, Bystanders bystanders) {
    List<JournalTransaction> heirs = new ArrayList<>();
    for (JournalTransaction candidate : later) {
      if (!mayHaveLeft(undone, candidate.entry(undone.tunable()).orElseThrow().original())) {
        break; // Someone else has set it in between.
      }
      heirs.add(candidate);
      if (bystanders.isSet(candidate, undone.tunable())) {
        break;
      }
    }
    return heirs;
  }

  private static boolean mayHaveLeft(JournalEntry entry, String value) {
    return entry.observed().isEmpty()
        || entry.observed().get().equals(value)
        || entry.original().equals(value)
        || entry.intended().equals(value);
  }

  List<Inheritance> inheritedFrom(long id) {
    return legacies.stream()
        .filter(legacy -> legacy.from() == id)
        .map(Legacy::inheritance)
        .toList();
  }
}
