package io.trimtab.daemon.loop;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.decision.DecisionKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in force for the class of work at hand, and what is remembered of it: what trials, watch
 * and yielding all work on.
 */
final class Force {
  final Actuator actuator;
  final Catalogue catalogue;
  final Ledger ledger;
  final Memory memory;
  final Rules rules;
  final Holdings holdings;
  final ForeignHands foreign;
  final StableClass stable = new StableClass();

  /** What is to be in force for the class at hand as soon as its tunables may be written again. */
  final List<Memory.Kept> waiting = new ArrayList<>();

  /** How much the objective varies under what is in force. */
  final Variation variation = new Variation();

  private final Saving saving;
  private Optional<Sight> sight = Optional.empty();
  private long changes;
  private String heldFor = "";

  /** Nothing is in force yet. */
  Force(Rules rules, Actuator actuator, Ledger ledger, Memory memory, Saving saving) {
    this.rules = rules;
    this.actuator = actuator;
    this.catalogue = actuator.catalogue();
    this.ledger = ledger;
    this.memory = memory;
    this.saving = saving;
    this.foreign = new ForeignHands(catalogue);
    this.holdings = new Holdings(actuator, rules.config().mode() != Mode.TRIAL);
  }

  /** Takes another configuration: what is not allowed any more is undone. */
  void configure(DaemonConfig to) {
    rules.configure(to);
    for (Held each : holdings.all()) {
      each.applied().originals().forEach(rules::original);
    }
    holdings.durable(to.mode() != Mode.TRIAL);
    for (String name : List.copyOf(holdings.values().keySet())) {
      Optional<Tunable> tunable = catalogue.find(name);
      if (tunable.isPresent() && !rules.isPermitted(tunable.get())) {
        release(name, "the configuration does not allow it any more");
      }
    }
  }

  /** The newest tick. */
  Optional<Sight> sight() {
    return sight;
  }

  void sight(Sight now) {
    sight = Optional.of(now);
  }

  Instant instant() {
    return sight.map(Sight::wall).orElse(Instant.EPOCH);
  }

  /** Grows whenever something else is in force. */
  long changes() {
    return changes;
  }

  /** Stores what is remembered, if it is another than what is stored. */
  void save() {
    saving.save(memory).ifPresent(why -> ledger.once(DecisionKind.IMPAIRED, "", why, instant()));
  }

  /** What stands against storing what is remembered, if something does. */
  Optional<String> storeTrouble() {
    return saving.trouble();
  }

  /** Goes on with one that an earlier daemon committed for a class. */
  void adopt(String workload, Memory.Kept kept) {
    holdings.adopt(kept);
    stable.begin(workload);
    heldFor = workload;
    ledger.workload(workload);
    kept.originals().forEach(rules::original);
    rules.trip().adopted();
  }

  /** The class that what is in force is for. */
  String heldFor() {
    return heldFor;
  }

  /** Puts a configuration in force for the present class; whether it is. */
  boolean hold(Configuration configuration, Memory.Kept kept, Sight now) {
    try {
      rules.trip().changed();
      holdings.take(configuration, kept, this::store);
      foreign.wrote(configuration.values().keySet());
      changed();
      return true;
    } catch (ActuatorException e) {
      ledger.refuse(
          configuration.toString(),
          String.valueOf(e.getMessage()),
          Optional.of(kept.decision()),
          now.wall());
      return false;
    }
  }

  /** Puts a journaled configuration in force, as {@link #hold} does. */
  void hold(Applied applied, Memory.Kept kept) {
    rules.trip().changed();
    holdings.take(applied, kept, this::store);
    foreign.wrote(applied.configuration().values().keySet());
    changes++;
  }

  private void changed() {
    changes++;
    variation.clear();
  }

  /** What is in force, or waits for it, is what is kept for the present class. */
  void store() {
    heldFor = stable.current();
    keep(heldFor, heldAndWaiting());
    save();
  }

  /** What is in force, and what waits for it. */
  List<Memory.Kept> heldAndWaiting() {
    List<Memory.Kept> both = new ArrayList<>(holdings.kept());
    both.addAll(waiting);
    return both;
  }

  /**
   * Replaces what is kept for a class; in a mode that only advises, what trials found before stays
   * with it, for another mode.
   */
  void keep(String workload, List<Memory.Kept> all) {
    List<Memory.Kept> both = new ArrayList<>();
    if (rules.config().mode() == Mode.ADVISE) {
      List<Map<String, String>> values = all.stream().map(Memory.Kept::values).toList();
      memory.kept(workload).stream()
          .filter(each -> !each.isAskedFor() && !values.contains(each.values()))
          .forEach(both::add);
    }
    both.addAll(all);
    memory.keep(workload, both);
  }

  /** Undoes one that is not held. */
  Optional<String> undo(Applied applied) {
    Optional<String> trouble = holdings.undo(applied);
    foreign.wrote(applied.configuration().values().keySet());
    restored();
    return trouble;
  }

  void restored() {
    if (holdings.isEmpty()) {
      rules.trip().restored();
    }
  }

  /** Undoes all that is held, and goes on remembering it. */
  Optional<String> releaseAll() {
    foreign.wrote(holdings.values().keySet());
    Optional<String> trouble = holdings.release();
    rules.trip().restored();
    changed();
    return trouble;
  }

  /** Undoes what has a tunable, for good. */
  void release(String name, String why) {
    List<Held> released = holdings.release(name);
    for (Held each : released) {
      ledger.write(
          DecisionKind.UNDONE,
          Ledger.subject(each.applied().configuration()),
          why,
          Optional.of(each.kept().decision()));
    }
    changed();
    store();
  }

  static String subject(List<Memory.Kept> all) {
    return String.join(
        " ", all.stream().flatMap(each -> each.values().keySet().stream()).distinct().toList());
  }
}
