package io.trimtab.daemon.decision;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The newest decisions, in memory alone. */
public final class MemoryDecisionLog implements DecisionLog {
  private final int most;
  private final Clock clock;
  private final DecisionIds ids = new DecisionIds();
  private final Deque<NumberedDecision> ring = new ArrayDeque<>();
  private long appended;

  /**
   * @param most how many it keeps
   */
  public MemoryDecisionLog(int most, Clock clock) {
    this.most = most;
    this.clock = clock;
  }

  @Override
  public Decision append(
      DecisionKind kind,
      String subject,
      String workload,
      String summary,
      Optional<String> cause,
      JsonObject evidence) {
    return add(kind, subject, workload, summary, cause, evidence).decision();
  }

  synchronized NumberedDecision add(
      DecisionKind kind,
      String subject,
      String workload,
      String summary,
      Optional<String> cause,
      JsonObject evidence) {
    Instant now = clock.instant();
    long number = ids.next(now);
    NumberedDecision added =
        new NumberedDecision(
            number,
            new Decision(
                DecisionIds.text(number),
                now,
                kind,
                subject,
                workload,
                summary,
                cause,
                evidence.deepCopy()));
    ring.addLast(added);
    appended++;
    if (ring.size() > most) {
      ring.removeFirst();
    }
    return added;
  }

  @Override
  public synchronized long appended() {
    return appended;
  }

  /** A number was given by an earlier log. */
  synchronized void seen(long number) {
    ids.seen(number);
  }

  /** All that it keeps, oldest first. */
  synchronized List<NumberedDecision> all() {
    return List.copyOf(ring);
  }

  @Override
  public List<Decision> since(Instant since, int count) {
    List<Decision> found = new ArrayList<>();
    for (NumberedDecision each : all()) {
      if (!each.decision().time().isBefore(since)) {
        found.add(each.decision());
      }
    }
    return List.copyOf(found.subList(Math.max(0, found.size() - count), found.size()));
  }

  @Override
  public Optional<Decision> find(String id) {
    String typed = DecisionIds.typed(id);
    return all().stream()
        .map(NumberedDecision::decision)
        .filter(decision -> decision.id().equals(typed))
        .findFirst();
  }

  Collection<Decision> following(String id) {
    return all().stream()
        .map(NumberedDecision::decision)
        .filter(decision -> decision.cause().filter(id::equals).isPresent())
        .toList();
  }

  @Override
  public List<Decision> chain(String id) {
    return DecisionChain.of(
        id,
        new DecisionChain.Source() {
          @Override
          public Optional<Decision> find(String other) {
            return MemoryDecisionLog.this.find(other);
          }

          @Override
          public Collection<Decision> following(String other) {
            return MemoryDecisionLog.this.following(other);
          }
        });
  }

  @Override
  public void close() {}
}
