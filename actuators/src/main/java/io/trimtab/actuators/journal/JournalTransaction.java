package io.trimtab.actuators.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One transaction as the journal has it.
 *
 * @param id counts up from 1
 * @param begun when its originals were journaled
 * @param bootId the boot during which it was written: later boots start from the kernel's defaults
 * @param writer the process that wrote it
 * @param command what it was written for, in the user's words
 * @param state where it stands
 * @param leaseEnd until when an open one may stay without its writer
 * @param entries its tunables, in the order in which they were written
 */
public record JournalTransaction(
    long id,
    Instant begun,
    String bootId,
    Writer writer,
    String command,
    TransactionState state,
    Optional<Instant> leaseEnd,
    List<JournalEntry> entries) {
  public JournalTransaction {
    entries = List.copyOf(entries);
  }

  /** The same transaction with only these entries. */
  public JournalTransaction with(List<JournalEntry> chosen) {
    return new JournalTransaction(id, begun, bootId, writer, command, state, leaseEnd, chosen);
  }

  /** Its part for a tunable, if it has one. */
  public Optional<JournalEntry> entry(String tunable) {
    return entries.stream().filter(entry -> entry.tunable().equals(tunable)).findFirst();
  }

  /** Whether an undo of it has begun, and did not get everything back. */
  public boolean isHalfUndone() {
    return state.isActive() && entries.stream().anyMatch(entry -> entry.outcome().isPresent());
  }

  /** Whether it is open although its writer is gone or its lease is over. */
  public boolean isExpired(Instant now) {
    return state == TransactionState.OPEN
        && (!writer.isAlive() || leaseEnd.map(end -> !now.isBefore(end)).orElse(false));
  }
}
