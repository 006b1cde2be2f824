package io.trimtab.daemon.decision;

/**
 * A decision with its place in the sequence.
 *
 * @param number grows from one to the next
 */
record NumberedDecision(long number, Decision decision) {}
