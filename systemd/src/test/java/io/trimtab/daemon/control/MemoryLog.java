package io.trimtab.daemon.control;

import com.google.gson.JsonObject;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.daemon.decision.DecisionLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decisions in memory; the first is {@code d1}, and each is a second after the one before. */
public final class MemoryLog implements DecisionLog {
  public static final Instant BEGIN = Instant.parse("2026-11-29T08:00:00Z");

  private final List<Decision> all = new ArrayList<>();

  @Override
  public synchronized Decision append(
      DecisionKind kind,
      String subject,
      String workload,
      String summary,
      Optional<String> cause,
      JsonObject evidence) {
    int number = all.size() + 1;
    Decision decision =
        new Decision(
            "d" + number,
            BEGIN.plusSeconds(number),
            kind,
            subject,
            workload,
            summary,
            cause,
            evidence);
    all.add(decision);
    return decision;
  }

  /** Appends one with nothing but what matters to a test. */
  public Decision append(DecisionKind kind, String subject, String summary, String cause) {
    return append(
        kind,
        subject,
        "random_read",
        summary,
        cause.isEmpty() ? Optional.empty() : Optional.of(cause),
        new JsonObject());
  }

  @Override
  public synchronized long appended() {
    return all.size();
  }

  @Override
  public synchronized List<Decision> since(Instant since, int most) {
    List<Decision> wanted = all.stream().filter(d -> !d.time().isBefore(since)).toList();
    return List.copyOf(wanted.subList(Math.max(0, wanted.size() - most), wanted.size()));
  }

  @Override
  public synchronized Optional<Decision> find(String id) {
    return all.stream().filter(decision -> decision.id().equals(id)).findFirst();
  }

  @Override
  public synchronized List<Decision> chain(String id) {
    Set<String> related = new HashSet<>();
    for (Optional<Decision> at = find(id);
        at.isPresent();
        at = at.get().cause().flatMap(this::find)) {
      related.add(at.get().id());
    }
    if (related.isEmpty()) {
      return List.of();
    }
    Set<String> following = new HashSet<>(Set.of(id));
    for (Decision decision : all) {
      if (decision.cause().filter(following::contains).isPresent()) {
        following.add(decision.id());
      }
    }
    related.addAll(following);
    return all.stream().filter(decision -> related.contains(decision.id())).toList();
  }

  @Override
  public void close() {}
}
