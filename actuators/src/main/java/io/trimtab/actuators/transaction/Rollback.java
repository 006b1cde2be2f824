package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.journal.Inheritance;
import io.trimtab.actuators.journal.Journal;
import io.trimtab.actuators.journal.JournalEntry;
import io.trimtab.actuators.journal.JournalException;
import io.trimtab.actuators.journal.JournalTransaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Undoes transactions in the kernel first, then in the journal. */
final class Rollback {
  private final Journal journal;
  private final Undo undo;
  private final Bystanders bystanders;
  private final Unfinished unfinished;

  Rollback(Journal journal, Undo undo, Bystanders bystanders, Unfinished unfinished) {
    this.journal = journal;
    this.undo = undo;
    this.bystanders = bystanders;
    this.unfinished = unfinished;
  }

  /**
   * Refuses to undo a transaction on top of which another one has set a tunable.
   *
   * @throws ActuatorException naming both
   */
  void requireNewest(JournalTransaction chosen, List<JournalTransaction> active) {
    for (JournalTransaction later : active) {
      for (JournalEntry entry : later.entries()) {
        if (later.id() > chosen.id()
            && bystanders.isSet(chosen, entry.tunable())
            && bystanders.isSet(later, entry.tunable())) {
          throw ActuatorException.invalid(
              "transaction "
                  + later.id()
                  + " changed "
                  + entry.tunable()
                  + " after transaction "
                  + chosen.id()
                  + "; roll back "
                  + later.id()
                  + " first, or use --all");
        }
      }
    }
  }

  /**
   * Undoes transactions; values that others have set on top of them stay, and those others get
   * their originals.
   *
   * @param witnessed whether their writer itself asks
   * @return what became of each tunable
   * @throws ActuatorException if the values are back, but the journal could not be told
   */
  List<Outcome> undo(List<JournalTransaction> newestFirst, boolean witnessed) {
    Succession succession = Succession.of(newestFirst, survivors(newestFirst), bystanders);
    Map<String, Outcome> outcomes =
        undo.undo(succession.toUndo(), succession.takenOver(), witnessed);
    Optional<JournalException> failure = Optional.empty();
    for (JournalTransaction transaction : newestFirst) {
      Map<String, String> words = new LinkedHashMap<>();
      boolean complete = true;
      for (JournalEntry entry : transaction.entries()) {
        Outcome outcome = outcomes.get(undo.nameOf(entry));
        if (outcome != null) {
          words.put(entry.tunable(), outcome.result().word());
          complete &= outcome.isSettled();
        }
      }
      List<Inheritance> inherited =
          complete ? succession.inheritedFrom(transaction.id()) : List.of();
      inherited.forEach(unfinished::inherit);
      unfinished.undoing(transaction.id());
      try {
        journal.undone(transaction.id(), words, complete, inherited);
        if (complete) {
          unfinished.settled(transaction.id());
        }
      } catch (JournalException e) {
        // The kernel is back already; undoing again later finds that and closes the record.
        failure = Optional.of(e);
      }
    }
    if (failure.isPresent() && outcomes.values().stream().allMatch(Outcome::isSettled)) {
      throw new ActuatorException(
          failure.get().kind(),
          "the values are back, but "
              + failure.get().getMessage()
              + "; run trimtab rollback --all later",
          failure.get());
    }
    return List.copyOf(outcomes.values());
  }

  /** The later transactions that stay; none when the journal cannot say, as on a broken disk. */
  private List<JournalTransaction> survivors(List<JournalTransaction> undone) {
    List<Long> ids = undone.stream().map(JournalTransaction::id).toList();
    try {
      return journal.active().stream().filter(tx -> !ids.contains(tx.id())).toList();
    } catch (JournalException e) {
      return List.of();
    }
  }
}
