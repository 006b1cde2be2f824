package io.trimtab.daemon.report;

import java.time.Instant;

/**
 * Something that lasted.
 *
 * @param kind what it was
 * @param subject the workload class, the tunable, or what held trying back
 * @param note what was in force, or who did it; may be empty
 * @param decision the ID of the decision that began it
 */
record Span(Kind kind, String subject, String note, Instant from, Instant to, String decision) {
  /** Kinds of spans, in the order in which they are drawn over one another. */
  enum Kind {
    /** The host did one kind of work. */
    WORKLOAD,
    /** Somebody else had set a tunable, and it was left alone. */
    YIELDED,
    /** A value was in force for good, under watch. */
    KEPT,
    /** A value was measured against the baseline. */
    TRIED,
    /** Nothing was tried: frozen, or tripped. */
    HELD,
    /** No daemon ran. */
    ABSENT
  }
}
