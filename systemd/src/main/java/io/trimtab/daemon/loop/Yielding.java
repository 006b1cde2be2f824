package io.trimtab.daemon.loop;

import com.google.gson.JsonObject;
import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.collector.foreign.SysctlWrite;
import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Gives tunables up that somebody else writes, and writes again what the kernel recomputed. */
final class Yielding {
  private final Force force;
  private final Trials trials;

  Yielding(Force force, Trials trials) {
    this.force = force;
    this.trials = trials;
  }

  /** Looks who else has written. */
  void look(Sight now) {
    Map<String, String> inForce = new LinkedHashMap<>(force.holdings.shown());
    trials.experiment().ifPresent(current -> inForce.putAll(current.applied().shown()));
    Predicate<Tunable> watched =
        tunable -> force.rules.isPermitted(tunable) || inForce.containsKey(tunable.name());
    for (ForeignHands.Change change : force.foreign.look(now, inForce, watched)) {
      if (change.isGone()) {
        force.release(change.tunable(), "it is gone, with its device");
      } else if (change.who().isPresent()) {
        giveUp(change, change.who().get(), inForce, now);
      } else {
        reassert(change, now);
      }
    }
  }

  /** What an undo left alone, or could not put back. */
  void yieldWhatIsLeft(Sight now) {
    for (String why : force.holdings.takeTroubles()) {
      force.ledger.once(
          DecisionKind.IMPAIRED, "", "not undone yet, but tried again: " + why, now.wall());
    }
    force
        .holdings
        .takeStrangers()
        .forEach(
            (name, value) -> {
              if (force.memory.givenUp(name).isEmpty()) {
                giveUp(
                    new ForeignHands.Change(name, value, Optional.of(SysctlWrite.UNKNOWN)),
                    SysctlWrite.UNKNOWN,
                    Map.of(),
                    now);
              }
            });
  }

  private void giveUp(
      ForeignHands.Change change, String who, Map<String, String> inForce, Sight now) {
    String name = change.tunable();
    boolean isOurs = inForce.containsKey(name);
    Optional<String> cause =
        force.holdings.all().stream()
            .filter(each -> each.applied().contains(name))
            .map(each -> each.kept().decision())
            .reduce((first, last) -> last);
    JsonObject evidence = new JsonObject();
    evidence.addProperty("who", who);
    evidence.addProperty("value", change.value());
    Decision yielded =
        force.ledger.write(
            DecisionKind.YIELDED,
            name,
            who + " set " + name + " to " + change.value() + (isOurs ? "; it is theirs now" : ""),
            cause,
            evidence);
    force.memory.giveUp(new DaemonStatus.GivenUp(name, who, now.wall(), yielded.id()));
    force.memory.dropKept(name);
    if (trials.isOn(name)) {
      trials.end(name + " was set by somebody else");
    }
    if (force.holdings.all().stream().anyMatch(each -> each.applied().contains(name))) {
      force.holdings.release(name);
      force.store();
    }
    // An undo cannot tell a value that somebody else wrote from the same one of ours.
    if (isOurs) {
      giveBack(name, change.value(), now);
    }
  }

  private void giveBack(String name, String value, Sight now) {
    try {
      Tunable tunable = force.catalogue.get(name);
      Value theirs = tunable.type().parseKernel(value);
      if (!force.catalogue.read(tunable).equals(theirs)) {
        Applied applied =
            Applied.begin(
                force.actuator,
                new Configuration(Map.of(name, theirs)),
                Holdings.PURPOSE + ": as somebody else had set it");
        applied.apply();
        applied.commit();
      }
    } catch (ActuatorException | IllegalArgumentException e) {
      force.ledger.once(
          DecisionKind.IMPAIRED,
          name,
          "the value that somebody else set is not in force: " + e.getMessage(),
          now.wall());
    }
  }

  /** The kernel recomputed it, as it does when CPUs come and go. */
  private void reassert(ForeignHands.Change change, Sight now) {
    String name = change.tunable();
    if (trials.isOn(name)) {
      trials.end("the kernel has set " + name + " to " + change.value());
    }
    List<Held> released = force.holdings.release(name);
    force.holdings.takeStrangers(); // It was the kernel.
    for (int i = released.size() - 1; i >= 0; i--) {
      Memory.Kept kept = released.get(i).kept();
      Configuration configuration = released.get(i).applied().configuration();
      Decision decision =
          force.ledger.write(
              DecisionKind.REASSERTED,
              name,
              "the kernel had set " + name + " to " + change.value() + " when CPUs came or went",
              Optional.of(kept.decision()));
      force.hold(configuration, kept.with(decision.id(), 0), now);
    }
    force.store();
  }
}
