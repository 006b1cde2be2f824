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
 * @param implied whether it changes only because its twin is written
 * @param outcome what became of it when the transaction was undone
 */
public record JournalEntry(
    String tunable,
    String file,
    String original,
    String intended,
    Optional<String> observed,
    boolean implied,
    Optional<String> outcome) {}
