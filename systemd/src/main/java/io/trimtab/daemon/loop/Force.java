package io.trimtab.daemon.loop;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.guard.GlobalTrip;
import io.trimtab.actuators.guard.GuardRails;
import io.trimtab.actuators.guard.MemoryFloor;
import io.trimtab.actuators.guard.Permission;
import io.trimtab.actuators.guard.Refusal;
import io.trimtab.actuators.guard.WriteRate;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.config.DaemonConfig;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is in force for the class of work at hand, the rules that it has to keep, and what is
 * remembered: what trials, watch and yielding all work on.
 */
final class Force {
  /** Stores what is remembered. */
  interface Store {
    /** What stands against it, if something does. */
    Optional<String> save(Memory memory);
  }

  /** Ticks from one try to store what could not be stored to the next. */
  private static final int TICKS_BETWEEN_STORES = 30;

  final Actuator actuator;
  final Catalogue catalogue;
  final Ledger ledger;
  final Memory memory;
  final Holdings holdings;
  final ForeignHands foreign;
  final StableClass stable = new StableClass();

  /** How much the objective varies under what is in force. */
  final Variation variation = new Variation();

  private final Store store;
  private final MemoryFloor floor;
  private final Predicate<String> isTaken;
  private DaemonConfig config;
  private GuardRails rails;
  private GlobalTrip trip;
  private Optional<Sight> sight = Optional.empty();
  private Optional<String> storeTrouble = Optional.empty();
  private int ticksSinceStore;
  private long changes;

  /** The class that what is in force is for. */
  private String heldFor = "";

  /**
   * Nothing is in force yet.
   *
   * @param isTaken whether another part of the daemon turns a tunable
   */
  Force(
      DaemonConfig config,
      Actuator actuator,
      Ledger ledger,
      Memory memory,
      Store store,
      MemoryFloor floor,
      Predicate<String> isTaken) {
    this.config = config;
    this.actuator = actuator;
    this.catalogue = actuator.catalogue();
    this.ledger = ledger;
    this.memory = memory;
    this.store = store;
    this.floor = floor;
    this.isTaken = isTaken;
    this.foreign = new ForeignHands(catalogue);
    this.holdings = new Holdings(actuator, config.mode() != Mode.TRIAL);
    this.rails = rails(config);
    this.trip = trip(config);
  }

  private GuardRails rails(DaemonConfig from) {
    DaemonConfig.Tunables tunables = from.tunables();
    GuardRails made =
        new GuardRails(
            catalogue,
            new Permission(tunables.allow(), tunables.deny(), tunables.risk()),
            floor,
            new WriteRate(from.guard().writesPerMinute()));
    for (Held each : holdings.all()) {
      each.applied().originals().forEach((name, text) -> original(made, name, text));
    }
    return made;
  }

  private void original(GuardRails to, String name, String text) {
    catalogue
        .find(name)
        .ifPresent(
            tunable -> {
              try {
                to.original(tunable.name(), tunable.type().parseKernel(text));
              } catch (IllegalArgumentException e) {
                // What was there before is not of the tunable's form, and no floor either.
              }
            });
  }

  private static GlobalTrip trip(DaemonConfig from) {
    return new GlobalTrip(from.guard().psiFull(), from.guard().psiWindow().toNanos());
  }

  /** Goes on with what an earlier daemon left in force. */
  void adopt() {
    memory
        .allKept()
        .forEach(
            (workload, all) -> {
              for (Memory.Kept each : all) {
                if (each.transaction() != 0 && actuator.isActive(each.transaction())) {
                  adopt(workload, each);
                }
              }
            });
  }

  private void adopt(String workload, Memory.Kept kept) {
    try {
      holdings.adopt(kept);
      stable.begin(workload);
      heldFor = workload;
      ledger.workload(workload);
      kept.originals().forEach((name, text) -> original(rails, name, text));
    } catch (ActuatorException e) {
      ledger.write(
          DecisionKind.IMPAIRED,
          String.join(" ", kept.values().keySet()),
          "what an earlier daemon left in force is not understood: " + e.getMessage(),
          Optional.of(kept.decision()));
    }
  }

  /** Takes another configuration: what is not allowed any more is undone. */
  void configure(DaemonConfig to) {
    Mode before = config.mode();
    config = to;
    rails = rails(to);
    trip = trip(to);
    if (before != to.mode()) {
      holdings.durable(to.mode() != Mode.TRIAL);
      sight.ifPresent(now -> takeMode(before, now));
    }
    for (String name : List.copyOf(holdings.values().keySet())) {
      Optional<Tunable> tunable = catalogue.find(name);
      if (tunable.isPresent() && !isPermitted(tunable.get())) {
        release(name, "the configuration does not allow it any more");
      }
    }
  }

  /**
   * What is in force is undone, and put in force again as the mode has it: for good, until the
   * daemon ends, or not at all.
   */
  private void takeMode(Mode before, Sight now) {
    String why = "the mode is now " + config.mode().name().toLowerCase(Locale.ROOT);
    List<Memory.Kept> held = holdings.kept();
    List<Memory.Kept> kept = before == Mode.ADVISE ? memory.kept(stable.current()) : held;
    Optional<String> trouble = releaseAll();
    if (!held.isEmpty()) {
      ledger.write(
          DecisionKind.UNDONE,
          subject(held),
          why + trouble.map(text -> "; " + text).orElse(""),
          Optional.of(held.get(held.size() - 1).decision()));
    }
    if (config.mode() != Mode.ADVISE) {
      takeUp(kept, why, now);
    }
  }

  DaemonConfig config() {
    return config;
  }

  GuardRails rails() {
    return rails;
  }

  GlobalTrip trip() {
    return trip;
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

  boolean permitsAll(Configuration configuration) {
    return configuration.values().keySet().stream()
        .allMatch(name -> catalogue.find(name).filter(this::isPermitted).isPresent());
  }

  /** Whether a tunable may be turned, as things are. */
  boolean isPermitted(Tunable tunable) {
    return rails.permitted().test(tunable)
        && memory.givenUp(tunable.name()).isEmpty()
        && !isTaken.test(tunable.name());
  }

  /** Stores what is remembered, if it is another than what is stored. */
  void save() {
    ticksSinceStore++;
    boolean isAgain = storeTrouble.isPresent() && ticksSinceStore >= TICKS_BETWEEN_STORES;
    if (memory.takeChanged() || isAgain) {
      ticksSinceStore = 0;
      storeTrouble = store.save(memory);
      storeTrouble.ifPresent(why -> ledger.once(DecisionKind.IMPAIRED, "", why, instant()));
    }
  }

  Optional<String> storeTrouble() {
    return storeTrouble;
  }

  /** Puts a configuration in force for the present class; whether it is. */
  boolean hold(Configuration configuration, Memory.Kept kept, Sight now) {
    try {
      trip.changed();
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
    trip.changed();
    holdings.take(applied, kept, this::store);
    foreign.wrote(applied.configuration().values().keySet());
    changes++;
  }

  private void changed() {
    changes++;
    variation.clear();
  }

  /** What is in force is what is kept for the present class. */
  void store() {
    heldFor = stable.current();
    memory.keep(heldFor, holdings.kept());
    save();
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
      trip.restored();
    }
  }

  /** Undoes all that is held, and goes on remembering it. */
  Optional<String> releaseAll() {
    foreign.wrote(holdings.values().keySet());
    Optional<String> trouble = holdings.release();
    trip.restored();
    changed();
    return trouble;
  }

  /** Puts remembered values in force again. */
  void takeUp(List<Memory.Kept> all, String why, Sight now) {
    memory.keep(stable.current(), List.of());
    for (Memory.Kept each : all) {
      try {
        Configuration configuration = Holdings.configuration(each.values(), catalogue);
        Optional<Refusal> refusal = refusal(configuration, each.origin().isEmpty(), now);
        if (refusal.isPresent()) {
          ledger.refuse(
              configuration.toString(),
              refusal.get().reason(),
              Optional.of(each.decision()),
              now.wall());
          continue;
        }
        Decision committed =
            ledger.write(
                DecisionKind.COMMITTED,
                Ledger.subject(configuration),
                configuration + " is in force again: " + why,
                Optional.of(each.decision()),
                Ledger.settings(configuration, each.originals()));
        hold(configuration, each.with(committed.id(), 0), now);
      } catch (ActuatorException e) {
        ledger.refuse(
            String.join(" ", each.values().keySet()),
            String.valueOf(e.getMessage()),
            Optional.of(each.decision()),
            now.wall());
      }
    }
  }

  /** What stands against putting something in force again. */
  private Optional<Refusal> refusal(Configuration configuration, boolean isAskedFor, Sight now) {
    for (String name : configuration.values().keySet()) {
      if (memory.givenUp(name).isPresent()) {
        return Optional.of(new Refusal(name, Refusal.Rule.ALLOWED, "it was given up"));
      }
    }
    Optional<Refusal> refusal = rails.check(configuration, isAskedFor);
    return refusal.isPresent() ? refusal : rails.write(configuration, now.nanos());
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

  /** Puts aside what is in force for another class than the present one. */
  void putAside(Optional<String> cause) {
    List<Memory.Kept> before = holdings.kept();
    String old = heldFor;
    if (before.isEmpty()) {
      return;
    }
    Optional<String> trouble = releaseAll();
    memory.keep(old, before.stream().map(each -> each.with(each.decision(), 0)).toList());
    ledger.write(
        DecisionKind.UNDONE,
        subject(before),
        "put aside until the host's work is "
            + old
            + " again"
            + trouble.map(text -> "; " + text).orElse(""),
        cause);
  }

  static String subject(List<Memory.Kept> all) {
    return String.join(
        " ", all.stream().flatMap(each -> each.values().keySet().stream()).distinct().toList());
  }
}
