package io.trimtab.actuators.journal;

import java.util.Optional;

/**
 * One tunable's part in a transaction. Values are the kernel's texts.
 *
 * @param tunable the tunable's name
 * @param file the kernel's file
 * @param original what was there before
 * @param intended what was to be written, or what the kernel makes of it when a twin is written
 * @param observed what the kernel showed after the write, once it was read back
 * @param implied whether it is not written itself: its twin is, or another tunable that disturbs it
 * @param outcome what became of it when the transaction was undone
 */
public record JournalEntry(
    String tunable,
    String file,
    String original,
    String intended,
    Optional<String> observed,
    boolean implied,
    Optional<String> outcome) {

  /** The same entry with what the kernel shows now. */
  public JournalEntry showing(Optional<String> text) {
    return new JournalEntry(tunable, file, original, intended, text, implied, outcome);
  }

  /** The same entry with another original. */
  public JournalEntry startingFrom(String text) {
    return new JournalEntry(tunable, file, text, intended, observed, implied, outcome);
  }
}
