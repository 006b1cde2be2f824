package io.trimtab.actuators.journal;

/**
 * What a transaction leaves to a later one that has set the same tunable since: undoing that one
 * then goes all the way back.
 *
 * @param heir the later transaction
 * @param tunable the tunable's name
 * @param original what was there before the earlier transaction
 */
public record Inheritance(long heir, String tunable, String original) {}
