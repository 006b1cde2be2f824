package io.trimtab.daemon.loop;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.guard.Refusal;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Advice that somebody asks for: it is put in force without a trial, and watched like all else. */
final class Asked {
  private final Force force;
  private final Trials trials;
  private final Watch watch;
  private final Distress distress;

  Asked(Force force, Trials trials, Watch watch, Distress distress) {
    this.force = force;
    this.trials = trials;
    this.watch = watch;
    this.distress = distress;
  }

  /** Puts a piece of advice in force; what came of it, in a line. */
  String apply(Decision decision, String who) {
    if (decision.kind() != DecisionKind.ADVISED
        || !(decision.evidence().get("settings") instanceof JsonObject settings)) {
      return decision.id() + " is no advice; see trimtab status";
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : settings.entrySet()) {
      texts.put(entry.getKey(), entry.getValue().getAsString());
    }
    Sight now =
        force.sight().orElseThrow(() -> ActuatorException.failed("the daemon has just begun"));
    try {
      Configuration configuration = Holdings.configuration(texts, force.catalogue);
      if (distress.isHolding()) {
        return refused(
            configuration,
            "the host was in distress, and nothing is put in force until trials may go on",
            decision,
            now);
      }
      Optional<Refusal> refusal = force.rules.rails().check(configuration, true);
      if (refusal.isPresent()) {
        return refused(configuration, refusal.get().reason(), decision, now);
      }
      trials.end("advice is applied");
      Applied applied = Applied.begin(force.actuator, configuration, Holdings.PURPOSE + ": advice");
      Decision committed =
          force.ledger.write(
              DecisionKind.COMMITTED,
              Ledger.subject(configuration),
              configuration + " is in force, as " + who + " asked for",
              Optional.of(decision.id()),
              Ledger.settings(configuration, applied.originals()));
      force.hold(
          applied,
          new Memory.Kept(
              Memory.texts(configuration),
              applied.originals(),
              "",
              Optional.empty(),
              now.wall(),
              committed.id(),
              0));
      watch.expect(force.variation.window());
      trials.taken(decision);
      return configuration + " is in force, under watch";
    } catch (ActuatorException e) {
      return refused(new Configuration(Map.of()), String.valueOf(e.getMessage()), decision, now);
    }
  }

  private String refused(Configuration configuration, String why, Decision decision, Sight now) {
    force.ledger.refuse(
        configuration.isEmpty() ? decision.subject() : configuration.toString(),
        why,
        Optional.of(decision.id()),
        now.wall());
    return "refused: " + why;
  }
}
