package io.trimtab.daemon.loop;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.guard.MemoryFloor;
import io.trimtab.actuators.guard.Refusal;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.daemon.recording.Lesson;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * The loop's actuator side: from what a tick shows to what is in force. It never waits for a model,
 * and everything that it writes it can undo. One thread calls it at a time.
 */
final class Engine {
  private final Force force;
  private final Watch watch;
  private final Trials trials;
  private final Yielding yielding;
  private final Optional<ReadaheadPart> readahead;
  private final ZoneId zone;
  private final Safeguards safeguards;
  private Optional<Decision> tripped = Optional.empty();
  private long trippedUntilNanos;

  Engine(
      DaemonConfig config,
      Actuator actuator,
      Ledger ledger,
      Memory memory,
      Force.Store store,
      ModelSide model,
      Optional<ReadaheadPart> readahead,
      MemoryFloor floor,
      ZoneId zone,
      Consumer<Lesson> lessons,
      Safeguards safeguards) {
    this.readahead = readahead;
    this.zone = zone;
    this.safeguards = safeguards;
    this.force = new Force(config, actuator, ledger, memory, store, floor, this::isReadaheads);
    this.watch = new Watch(force);
    this.trials =
        new Trials(
            force,
            model,
            new Verdicts(force, watch, new Lessons(force, lessons), safeguards),
            safeguards);
    this.yielding = new Yielding(force, trials);
  }

  /** The readahead of disks is the readahead part's alone, where that is at work. */
  private boolean isReadaheads(String name) {
    return isAfterReadahead() && name.startsWith("block.") && name.endsWith(".read_ahead_kb");
  }

  /** Whether the configuration, as it is now, has readahead looked after. */
  private boolean isAfterReadahead() {
    return readahead.isPresent()
        && force.config().mode() != Mode.ADVISE
        && force.config().parts().contains(DaemonConfig.Part.READAHEAD);
  }

  /** Goes on with what an earlier daemon left in force. */
  void adopt() {
    force.adopt();
  }

  /** Takes another configuration: what is not allowed any more is undone. */
  void configure(DaemonConfig to) {
    DaemonConfig before = force.config();
    if (!to.exploration().equals(before.exploration())
        || !to.goal().equals(before.goal())
        || to.mode() != before.mode()) {
      trials.end("the configuration is another");
      force.variation.clear();
      watch.clear();
    }
    force.configure(to);
    trials.configure();
    if (!to.tunables().equals(before.tunables())) {
      // What may be turned is asked when it begins.
      readahead.ifPresent(ReadaheadPart::release);
    }
  }

  DaemonConfig config() {
    return force.config();
  }

  /** What a tick shows, and what follows from it. */
  void tick(Sight now) {
    force.sight(now);
    trials.tick();
    Optional<String> distress = force.trip().next(now.signs());
    if (distress.isPresent()) {
      trip(distress.get(), now);
    }
    yielding.look(now);
    if (tripped.isPresent()) {
      release(now);
    }
    if (tripped.isEmpty()) {
      if (!isFrozen(now)) {
        force.stable.next(now.workload()).ifPresent(name -> changeClass(name, now));
      }
      learn(safeguards.data() ? now.trusted() : now.objective(), now);
      readahead.ifPresent(part -> lookAfter(part, now));
    }
    yielding.yieldWhatIsLeft(now);
    force.save();
  }

  /** A reload may have taken readahead away; while frozen, it stays as it is. */
  private void lookAfter(ReadaheadPart part, Sight now) {
    if (!isAfterReadahead()) {
      part.release();
    } else if (!isFrozen(now)) {
      part.tick(now, force);
    }
  }

  private void learn(OptionalDouble objective, Sight now) {
    if (trials.isUnderWay()) {
      trials.goOn(objective, now, holding(now));
      return;
    }
    double cost =
        objective.isPresent() && objective.getAsDouble() > 0
            ? Scale.cost(objective.getAsDouble(), force.config().goal().direction())
            : Double.NaN;
    force.variation.add(cost);
    boolean isBusy = safeguards.harm() && watch.tick(cost, now);
    trials.again(watch.takeAgain());
    if (!isBusy) {
      trials.propose(now, holding(now));
    }
  }

  private void changeClass(String name, Sight now) {
    trials.end("the host's work is now " + name);
    trials.forget();
    watch.clear();
    force.variation.clear();
    force.ledger.workload(name);
    JsonObject evidence = new JsonObject();
    evidence.addProperty("confidence", now.workload().confidence());
    Decision recognised =
        force.ledger.write(
            DecisionKind.RECOGNISED, "", "the host's work is " + name, Optional.empty(), evidence);
    force.putAside(Optional.of(recognised.id()));
    if (force.config().mode() != Mode.ADVISE && !force.memory.kept(name).isEmpty()) {
      force.takeUp(force.memory.kept(name), "the host's work is " + name, now);
    }
  }

  private void trip(String why, Sight now) {
    force.trip().clear();
    trippedUntilNanos = now.nanos() + force.config().guard().hold().toNanos();
    if (tripped.isPresent()) {
      return; // All is undone already; the hold begins anew.
    }
    trials.end(why);
    List<Memory.Kept> before = force.holdings.kept();
    Optional<String> trouble = force.releaseAll();
    readahead.ifPresent(ReadaheadPart::release);
    trials.forget();
    watch.clear();
    for (Memory.Kept each : before) {
      force.memory.remember(
          force.stable.current(),
          Holdings.configuration(each.values(), force.catalogue),
          each.origin(),
          Ending.Result.ABANDONED,
          1,
          now.wall());
    }
    force.memory.keep(force.stable.current(), List.of());
    String summary =
        "all is undone, and nothing tried for "
            + force.config().guard().hold().toSeconds()
            + " s: "
            + why
            + trouble.map(text -> "; " + text).orElse("");
    tripped =
        Optional.of(
            force.ledger.write(
                DecisionKind.TRIPPED, Force.subject(before), summary, Optional.empty()));
  }

  private void release(Sight now) {
    if (now.nanos() - trippedUntilNanos >= 0) {
      force.ledger.write(DecisionKind.RELEASED, "", "trials may go on", tripped.map(Decision::id));
      tripped = Optional.empty();
      force.variation.clear();
      watch.clear();
    }
  }

  private boolean isFrozen(Sight now) {
    return force.memory.frozenUntil().filter(until -> now.wall().isBefore(until)).isPresent();
  }

  /** Why nothing is tried, if so. */
  private Optional<String> holding(Sight now) {
    if (tripped.isPresent()) {
      return Optional.of("tripped");
    }
    if (isFrozen(now)) {
      return Optional.of("frozen");
    }
    if (!force.config().parts().contains(DaemonConfig.Part.TRIALS)) {
      return Optional.of("the configuration has no trials");
    }
    if (!Windows.contain(force.config().windows(), now.wall(), zone)) {
      return Optional.of("outside all windows");
    }
    return force.storeTrouble().isPresent()
        ? force.storeTrouble()
        : force.ledger.log().impairment();
  }

  void freeze(Optional<Duration> time, String who) {
    force.memory.freeze(Optional.of(time.map(force.instant()::plus).orElse(Instant.MAX)));
    trials.end("frozen by " + who);
    force.ledger.write(
        DecisionKind.FROZEN,
        "",
        "frozen by " + who + time.map(t -> " for " + t.toSeconds() + " s").orElse(""),
        Optional.empty());
    force.save();
  }

  void thaw(String who) {
    force.memory.freeze(Optional.empty());
    force.ledger.write(DecisionKind.THAWED, "", "thawed by " + who, Optional.empty());
    force.save();
  }

  boolean resume(String tunable, String who) {
    String name = force.catalogue.find(tunable).map(Tunable::name).orElse(tunable);
    Optional<String> cause = force.memory.givenUp(name).map(DaemonStatus.GivenUp::decision);
    boolean was = force.memory.takeBack(name);
    if (was) {
      force.ledger.write(DecisionKind.RESUMED, name, "taken back by " + who, cause);
      readahead.ifPresent(part -> part.resume(name));
      force.save();
    }
    return was;
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
      Optional<Refusal> refusal = force.rails().check(configuration, true);
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

  /** The daemon ends: undoes everything, or all but what is committed. */
  Optional<String> stop(boolean undoes) {
    trials.end("the daemon ends");
    readahead.ifPresent(ReadaheadPart::close);
    Optional<String> trouble = Optional.empty();
    if (undoes) {
      trouble = force.releaseAll();
      force.memory.noneInForce();
    } else {
      force.holdings.leave();
    }
    force.save();
    return trouble;
  }

  /** What it is at. */
  EngineView view() {
    List<DaemonStatus.InForce> inForce = new ArrayList<>();
    for (Held each : force.holdings.all()) {
      each.applied()
          .configuration()
          .values()
          .forEach(
              (name, value) ->
                  inForce.add(
                      new DaemonStatus.InForce(
                          name,
                          each.kept().originals().getOrDefault(name, ""),
                          value.text(),
                          each.kept().since(),
                          each.kept().gain(),
                          each.kept().decision())));
    }
    readahead.ifPresent(part -> inForce.addAll(part.inForce()));
    return new EngineView(
        force.stable.current(),
        force.sight(),
        inForce,
        trials.experiment().map(Engine::onTrial),
        List.copyOf(force.memory.allGivenUp()),
        force.ledger.refused(),
        trials.advice(),
        force.sight().flatMap(this::holding),
        force.storeTrouble(),
        trials.used());
  }

  private static DaemonStatus.OnTrial onTrial(Experiment current) {
    Optional<DaemonStatus.Gain> soFar =
        current.trial().soFar().map(j -> new DaemonStatus.Gain(j.ratio(), j.ciLow(), j.ciHigh()));
    return new DaemonStatus.OnTrial(
        current.applied().configuration().toString(),
        current.since(),
        current.trial().blocks(),
        soFar,
        current.decision().id());
  }
}
