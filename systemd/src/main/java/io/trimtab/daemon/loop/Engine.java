package io.trimtab.daemon.loop;

import com.google.gson.JsonObject;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.guard.MemoryFloor;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.daemon.recording.Lesson;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
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
  private final Distress distress;
  private final Asked asked;
  private final Recall recall;
  private final Optional<ReadaheadPart> readahead;
  private final PrefetchPart prefetch;
  private final ZoneId zone;
  private final Safeguards safeguards;

  Engine(
      DaemonConfig config,
      Actuator actuator,
      Ledger ledger,
      Memory memory,
      Saving.Store store,
      ModelSide model,
      Optional<ReadaheadPart> readahead,
      PrefetchPart prefetch,
      MemoryFloor floor,
      ZoneId zone,
      Consumer<Lesson> lessons,
      Safeguards safeguards) {
    this.readahead = readahead;
    this.prefetch = prefetch;
    this.zone = zone;
    this.safeguards = safeguards;
    Rules rules =
        new Rules(
            config,
            actuator.catalogue(),
            floor,
            name -> memory.givenUp(name).isPresent() || isReadaheads(name));
    this.force = new Force(rules, actuator, ledger, memory, new Saving(store));
    this.recall = new Recall(force);
    this.watch = new Watch(force, recall);
    this.trials =
        new Trials(
            force,
            model,
            new Verdicts(force, watch, new Lessons(force, lessons), safeguards),
            safeguards);
    this.yielding = new Yielding(force, trials);
    this.distress = new Distress(force, trials, watch, readahead);
    this.asked = new Asked(force, trials, watch, distress);
  }

  /** The readahead of disks is the readahead part's alone, where that is at work. */
  private boolean isReadaheads(String name) {
    return isAfterReadahead() && name.startsWith("block.") && name.endsWith(".read_ahead_kb");
  }

  /** Whether the configuration, as it is now, has readahead looked after. */
  private boolean isAfterReadahead() {
    return readahead.isPresent()
        && force.rules.config().mode() != Mode.ADVISE
        && force.rules.config().parts().contains(DaemonConfig.Part.READAHEAD);
  }

  /** Goes on with what an earlier daemon left in force. */
  void adopt() {
    recall.adopt();
  }

  /** Takes another configuration: what is not allowed any more is undone. */
  void configure(DaemonConfig to) {
    DaemonConfig before = force.rules.config();
    if (!to.exploration().equals(before.exploration())
        || !to.goal().equals(before.goal())
        || to.mode() != before.mode()) {
      trials.end("the configuration is another");
      force.variation.clear();
      watch.clear();
    }
    force.configure(to);
    if (to.mode() != before.mode()) {
      boolean mayTakeUp = !distress.isHolding();
      force.sight().ifPresent(now -> recall.takeMode(before.mode(), mayTakeUp, now));
    }
    trials.configure();
    if (!to.tunables().equals(before.tunables())) {
      // What may be turned is asked when it begins.
      readahead.ifPresent(ReadaheadPart::release);
    }
  }

  DaemonConfig config() {
    return force.rules.config();
  }

  /** What a tick shows, and what follows from it. */
  void tick(Sight now) {
    if (force.sight().isEmpty()) {
      recall.begin(now);
    }
    force.sight(now);
    trials.tick();
    distress.look(now);
    yielding.look(now);
    if (!distress.isHolding()) {
      if (!isFrozen(now)) {
        force.stable.next(now.workload()).ifPresent(name -> changeClass(name, now));
      }
      if (!trials.isUnderWay()) {
        recall.goOn(now);
      }
      learn(safeguards.data() ? now.trusted() : now.objective(), now);
      readahead.ifPresent(part -> lookAfter(part, now));
    }
    prefetch.tick(cgroups(), now.nanos(), now.wall());
    yielding.yieldWhatIsLeft(now);
    force.save();
  }

  /** Those that are to be prefetched for now. */
  private List<Path> cgroups() {
    DaemonConfig config = force.rules.config();
    boolean mayAct = config.mode() != Mode.ADVISE && !distress.isHolding();
    return mayAct ? config.prefetch().cgroups() : List.of();
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
    double cost =
        objective.isPresent() && objective.getAsDouble() > 0
            ? Scale.cost(objective.getAsDouble(), force.rules.config().goal().direction())
            : Double.NaN;
    if (trials.isUnderWay()) {
      if (safeguards.harm() && trials.isAtRest() && watch.isAlarm(cost, now)) {
        trials.end("the objective became worse under what is in force");
        watch.suspectAll();
      } else {
        trials.goOn(objective, now, holding(now));
      }
      return;
    }
    force.variation.add(cost);
    boolean isBusy = safeguards.harm() && watch.tick(cost, now);
    trials.again(watch.takeAgain());
    if (!isBusy) {
      trials.propose(now, waiting(now));
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
    recall.turnTo(name, recognised, now);
  }

  private boolean isFrozen(Sight now) {
    return force.memory.frozenUntil().filter(until -> now.wall().isBefore(until)).isPresent();
  }

  /** Why nothing is tried, if so. */
  private Optional<String> holding(Sight now) {
    if (distress.isHolding()) {
      return Optional.of("tripped");
    }
    if (isFrozen(now)) {
      return Optional.of("frozen");
    }
    if (!force.rules.config().parts().contains(DaemonConfig.Part.TRIALS)) {
      return Optional.of("the configuration has no trials");
    }
    if (!Windows.contain(force.rules.config().windows(), now.wall(), zone)) {
      return Optional.of("outside all windows");
    }
    return force.storeTrouble().isPresent()
        ? force.storeTrouble()
        : force.ledger.log().impairment();
  }

  /** Why nothing new is tried, if so; a trial under way may go on all the same. */
  private Optional<String> waiting(Sight now) {
    Optional<String> held = holding(now);
    List<String> broken = now.constraints().broken();
    return held.isPresent() || broken.isEmpty() || trials.isUnderWay()
        ? held
        : Optional.of("a constraint does not hold: " + String.join(", ", broken));
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
    return asked.apply(decision, who);
  }

  /** The daemon ends: undoes everything, or all but what is committed. */
  Optional<String> stop(boolean undoes) {
    trials.end("the daemon ends");
    readahead.ifPresent(ReadaheadPart::close);
    prefetch.close();
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
        force.sight().flatMap(this::waiting),
        force.storeTrouble(),
        prefetch.status(),
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
