package io.trimtab.daemon.report;

import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.report.Span.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Decisions as spans of time: each says that something begins, or ends. */
final class Timeline {
  /** A span that has begun. */
  private record Open(Kind kind, String subject, String note, Instant from, String decision) {}

  private final Instant to;
  private final List<Span> spans = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();

  /** Decisions by their IDs, for what they follow from. */
  private final Map<String, Decision> known = new HashMap<>();

  private Timeline(Instant to) {
    this.to = to;
  }

  /** All spans of a report's time, by their beginnings. */
  static List<Span> of(ReportData data) {
    Timeline timeline = new Timeline(data.to());
    timeline.begin(data);
    for (Decision decision : data.decisions()) {
      timeline.known.put(decision.id(), decision);
      timeline.add(decision);
    }
    timeline.end(data.to(), any -> true);
    return timeline.spans.stream().sorted(Comparator.comparing(Span::from)).toList();
  }

  /** What the first decision tells of the time before it. */
  private void begin(ReportData data) {
    if (data.decisions().isEmpty()) {
      return;
    }
    Decision first = data.decisions().get(0);
    switch (first.kind()) {
      case STARTED -> open.add(new Open(Kind.ABSENT, "", "", data.from(), ""));
      case RECOGNISED -> {
        if (!isOfHost(first)) {
          start(Kind.WORKLOAD, first.workload(), "", data.from(), "");
        }
      }
      default -> start(Kind.WORKLOAD, first.workload(), "", data.from(), "");
    }
  }

  private void add(Decision decision) {
    Instant now = decision.time();
    switch (decision.kind()) {
      case STARTED -> end(now, any -> true);
      case STOPPED -> {
        end(now, any -> true);
        open.add(new Open(Kind.ABSENT, "", "", now, decision.id()));
      }
      case RECOGNISED -> recognised(decision);
      case TRIED -> tunables(decision).forEach(name -> startTunable(Kind.TRIED, name, decision));
      case JUDGED -> end(now, span -> span.kind() == Kind.TRIED && concerns(decision, span));
      case COMMITTED -> {
        end(now, span -> concerns(decision, span) && span.kind() != Kind.YIELDED);
        tunables(decision).forEach(name -> startTunable(Kind.KEPT, name, decision));
      }
      case UNDONE ->
          end(
              now,
              span -> isOfTunable(span) && span.kind() != Kind.YIELDED && concerns(decision, span));
      case YIELDED -> {
        end(now, span -> concerns(decision, span));
        tunables(decision).forEach(name -> startTunable(Kind.YIELDED, name, decision));
      }
      case RESUMED -> end(now, span -> span.kind() == Kind.YIELDED && concerns(decision, span));
      case TRIPPED -> {
        end(now, span -> span.kind() == Kind.TRIED || span.kind() == Kind.KEPT);
        start(Kind.HELD, "tripped", decision.summary(), now, decision.id());
      }
      case RELEASED ->
          end(now, span -> span.kind() == Kind.HELD && span.subject().equals("tripped"));
      case FROZEN -> start(Kind.HELD, "frozen", decision.summary(), now, decision.id());
      case THAWED -> end(now, span -> span.kind() == Kind.HELD && span.subject().equals("frozen"));
      case ADVISED, RECOVERED, REFUSED, RELOADED, REPLACED, REASSERTED, IMPAIRED -> {
        // Moments, which the list of decisions has.
      }
    }
  }

  private void recognised(Decision decision) {
    if (isOfHost(decision)) {
      end(decision.time(), span -> span.kind() == Kind.WORKLOAD);
      start(Kind.WORKLOAD, decision.workload(), "", decision.time(), decision.id());
    }
  }

  /** Not of how one disk is read. */
  private static boolean isOfHost(Decision recognised) {
    return recognised.subject().isEmpty();
  }

  private static boolean isOfTunable(Open span) {
    return switch (span.kind()) {
      case TRIED, KEPT, YIELDED -> true;
      case WORKLOAD, HELD, ABSENT -> false;
    };
  }

  /** Whether a decision without a subject, or with this one among others, is about a span. */
  private boolean concerns(Decision decision, Open span) {
    List<String> names = tunables(decision);
    return isOfTunable(span) && (names.isEmpty() || names.contains(span.subject()));
  }

  /** A decision's tunables; those of what it follows from, if it names none itself. */
  private List<String> tunables(Decision decision) {
    Optional<Decision> now = Optional.of(decision);
    for (int steps = 0; now.isPresent() && steps < known.size() + 1; steps++) {
      String subject = now.get().subject().strip();
      if (!subject.isEmpty()) {
        return List.of(subject.split("[\\s,]+"));
      }
      now = now.get().cause().map(known::get);
    }
    return List.of();
  }

  private void startTunable(Kind kind, String name, Decision decision) {
    start(kind, name, Settings.of(decision).getOrDefault(name, ""), decision.time(), decision.id());
  }

  private void start(Kind kind, String subject, String note, Instant from, String decision) {
    if (!subject.isEmpty()) {
      open.add(new Open(kind, subject, note, from, decision));
    }
  }

  private void end(Instant now, Predicate<Open> which) {
    for (Iterator<Open> it = open.iterator(); it.hasNext(); ) {
      Open span = it.next();
      if (which.test(span)) {
        it.remove();
        Instant until = now.isAfter(to) ? to : now;
        if (span.from().isBefore(until)) {
          spans.add(
              new Span(
                  span.kind(), span.subject(), span.note(), span.from(), until, span.decision()));
        }
      }
    }
  }

  /** How long each workload class lasted, in seconds, in the order of their first appearance. */
  static Map<String, Double> workloads(List<Span> spans) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Span span : spans) {
      if (span.kind() == Kind.WORKLOAD) {
        double length = (span.to().toEpochMilli() - span.from().toEpochMilli()) / 1e3;
        seconds.merge(span.subject(), length, Double::sum);
      }
    }
    return seconds;
  }
}
