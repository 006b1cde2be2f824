package io.trimtab.daemon.decision;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The append-only record of decisions, bounded in size and age. Safe for several threads. Writing
 * never blocks or fails its caller: what cannot be stored is kept in memory, bounded, and counted.
 */
public interface DecisionLog extends AutoCloseable {
  /**
   * Appends a decision, which gets its ID and its time here.
   *
   * @param cause the ID of the decision that it follows from
   * @return the decision as it was recorded
   */
  Decision append(
      DecisionKind kind,
      String subject,
      String workload,
      String summary,
      Optional<String> cause,
      JsonObject evidence);

  /**
   * The newest decisions, oldest first.
   *
   * @param since none from before
   * @param most how many at most, 1 to 100,000
   */
  List<Decision> since(Instant since, int most);

  /** One decision. */
  Optional<Decision> find(String id);

  /** A decision with all that led to it and all that followed from it, in order of time. */
  List<Decision> chain(String id);

  /** How many were appended since it was opened; costs next to nothing to ask. */
  long appended();

  /** Why decisions are not stored, if they are not: in words. */
  default Optional<String> impairment() {
    return Optional.empty();
  }

  @Override
  void close();
}
