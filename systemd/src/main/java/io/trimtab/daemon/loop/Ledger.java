package io.trimtab.daemon.loop;

import com.google.gson.JsonObject;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.daemon.decision.DecisionLog;
import io.trimtab.tuner.measure.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes decisions with what they have in common, and counts them. */
final class Ledger {
  private static final int MOST_REFUSED = 8;
  private static final int MOST_TOLD = 256;

  /** The same is not told again within this time. */
  private static final Duration QUIET = Duration.ofHours(1);

  private final DecisionLog log;
  private final Map<DecisionKind, Long> counts = new EnumMap<>(DecisionKind.class);
  private final Deque<DaemonStatus.Refused> refused = new ArrayDeque<>();
  private final Map<String, Instant> told = new LinkedHashMap<>();
  private String workload = "";

  Ledger(DecisionLog log) {
    this.log = log;
  }

  DecisionLog log() {
    return log;
  }

  /** The class that decisions are of from now on. */
  void workload(String name) {
    workload = name;
  }

  Decision write(
      DecisionKind kind,
      String subject,
      String summary,
      Optional<String> cause,
      JsonObject evidence) {
    counts.merge(kind, 1L, Long::sum);
    return log.append(kind, subject, workload, summary, cause, evidence);
  }

  Decision write(DecisionKind kind, String subject, String summary, Optional<String> cause) {
    return write(kind, subject, summary, cause, new JsonObject());
  }

  /** What was not done; the same is told once an hour. */
  void refuse(String what, String why, Optional<String> cause, Instant now) {
    if (isNew("refused " + what + why, now)) {
      Decision decision = write(DecisionKind.REFUSED, what, why, cause);
      refused.addLast(new DaemonStatus.Refused(what, why, now, decision.id()));
      if (refused.size() > MOST_REFUSED) {
        refused.removeFirst();
      }
    }
  }

  /** Something does not work, or does so again; the same is told once an hour. */
  void once(DecisionKind kind, String subject, String summary, Instant now) {
    if (isNew(kind + subject + summary, now)) {
      write(kind, subject, summary, Optional.empty());
    }
  }

  private boolean isNew(String text, Instant now) {
    Instant before = told.remove(text);
    boolean isNew = before == null || Duration.between(before, now).compareTo(QUIET) > 0;
    told.put(text, isNew ? now : before);
    if (told.size() > MOST_TOLD) {
      told.remove(told.keySet().iterator().next());
    }
    return isNew;
  }

  List<DaemonStatus.Refused> refused() {
    return List.copyOf(refused);
  }

  Map<DecisionKind, Long> counts() {
    return Map.copyOf(counts);
  }

  /** The tunables of a configuration, separated by blanks. */
  static String subject(Configuration configuration) {
    return String.join(" ", configuration.values().keySet());
  }

  /** A configuration as evidence. */
  static JsonObject settings(Configuration configuration, Map<String, String> originals) {
    JsonObject evidence = new JsonObject();
    JsonObject settings = new JsonObject();
    configuration.values().forEach((name, value) -> settings.addProperty(name, value.text()));
    evidence.add("settings", settings);
    if (!originals.isEmpty()) {
      JsonObject before = new JsonObject();
      originals.forEach(before::addProperty);
      evidence.add("originals", before);
    }
    return evidence;
  }

  /** A judgement as evidence; what is infinite is left out. */
  static JsonObject judgement(Judgement judgement) {
    JsonObject evidence = new JsonObject();
    evidence.addProperty("verdict", judgement.verdict().word());
    evidence.addProperty("ratio", judgement.ratio());
    if (Double.isFinite(judgement.ciHigh())) {
      evidence.addProperty("low", judgement.ciLow());
      evidence.addProperty("high", judgement.ciHigh());
    }
    evidence.addProperty("alpha", judgement.alpha());
    evidence.addProperty("blocks", judgement.blocks());
    return evidence;
  }
}
