package io.trimtab.daemon.report;

import io.trimtab.daemon.control.DaemonStatus.Gain;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one configuration that was kept has bought.
 *
 * @param decision the commitment
 * @param settings its values by tunable; without values where they were not recorded
 * @param gain what it was measured to be worth; empty if nobody measured
 * @param until when it was undone; empty while it is in force
 */
record Bought(
    Decision decision, Map<String, String> settings, Optional<Gain> gain, Optional<Instant> until) {

  /** All that was kept in a report's time, oldest first. */
  static List<Bought> of(ReportData data, List<Span> spans) {
    Map<String, Decision> known = new HashMap<>();
    List<Bought> all = new ArrayList<>();
    for (Decision decision : data.decisions()) {
      known.put(decision.id(), decision);
      if (decision.kind() == DecisionKind.COMMITTED) {
        List<Span> own =
            spans.stream()
                .filter(s -> s.kind() == Span.Kind.KEPT && s.decision().equals(decision.id()))
                .toList();
        all.add(
            new Bought(
                decision,
                Settings.of(decision),
                gain(decision, known),
                own.stream()
                    .map(Span::to)
                    .filter(end -> end.isBefore(data.to()))
                    .max(Instant::compareTo)));
      }
    }
    return all;
  }

  /** The decision's own, or that of the verdict that it follows from. */
  private static Optional<Gain> gain(Decision decision, Map<String, Decision> known) {
    Optional<Decision> now = Optional.of(decision);
    for (int steps = 0; now.isPresent() && steps <= known.size(); steps++) {
      Optional<Gain> gain = Evidence.gain(now.get());
      if (gain.isPresent()) {
        return gain;
      }
      now = now.get().cause().map(known::get);
    }
    return Optional.empty();
  }

  boolean isInForce() {
    return until.isEmpty();
  }
}
