package io.trimtab.daemon.loop;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.guard.Refusal;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.config.Mode;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts what is remembered in force, and what is in force aside: over restarts, as classes of work
 * come and go, and when the mode becomes another.
 */
final class Recall {
  private final Force force;

  Recall(Force force) {
    this.force = force;
  }

  /** Goes on with what an earlier daemon left in force. */
  void adopt() {
    force
        .memory
        .allKept()
        .forEach(
            (workload, all) -> {
              for (Memory.Kept each : all) {
                if (each.transaction() != 0 && force.actuator.isActive(each.transaction())) {
                  adopt(workload, each);
                }
              }
            });
  }

  private void adopt(String workload, Memory.Kept kept) {
    try {
      force.adopt(workload, kept);
    } catch (ActuatorException e) {
      force.ledger.write(
          DecisionKind.IMPAIRED,
          String.join(" ", kept.values().keySet()),
          "what an earlier daemon left in force is not understood: " + e.getMessage(),
          Optional.of(kept.decision()));
    }
  }

  /** Puts remembered values in force again; in a mode that advises, those that were asked for. */
  void takeUp(List<Memory.Kept> all, String why, Sight now) {
    boolean onlyAskedFor = force.rules.config().mode() == Mode.ADVISE;
    force.store();
    for (Memory.Kept each : all) {
      if (onlyAskedFor && !each.isAskedFor()) {
        continue;
      }
      try {
        Configuration configuration = Holdings.configuration(each.values(), force.catalogue);
        Optional<Refusal> refusal = refusal(configuration, each.isAskedFor(), now);
        if (refusal.isPresent()) {
          if (refusal.get().rule() == Refusal.Rule.RATE) {
            force.waiting.add(each);
            force.store();
          }
          force.ledger.refuse(
              configuration.toString(),
              refusal.get().reason(),
              Optional.of(each.decision()),
              now.wall());
          continue;
        }
        Decision committed =
            force.ledger.write(
                DecisionKind.COMMITTED,
                Ledger.subject(configuration),
                configuration + " is in force again: " + why,
                Optional.of(each.decision()),
                Ledger.settings(configuration, each.originals()));
        force.hold(configuration, each.with(committed.id(), 0), now);
      } catch (ActuatorException e) {
        force.ledger.refuse(
            String.join(" ", each.values().keySet()),
            String.valueOf(e.getMessage()),
            Optional.of(each.decision()),
            now.wall());
      }
    }
  }

  /** Puts in force what had to wait, as its tunables had been written too often. */
  void goOn(Sight now) {
    Set<String> held = force.holdings.values().keySet();
    force.waiting.removeIf(each -> each.isAbout(held));
    for (Memory.Kept each : List.copyOf(force.waiting)) {
      Configuration configuration = Holdings.configuration(each.values(), force.catalogue);
      Optional<Refusal> refusal = force.rules.rails().mayWrite(configuration, now.nanos());
      if (refusal.isEmpty()) {
        force.waiting.remove(each);
        takeUp(List.of(each), "it may be written again", now);
      }
    }
  }

  /** What stands against putting something in force again. */
  private Optional<Refusal> refusal(Configuration configuration, boolean isAskedFor, Sight now) {
    for (String name : configuration.values().keySet()) {
      if (force.memory.givenUp(name).isPresent()) {
        return Optional.of(new Refusal(name, Refusal.Rule.ALLOWED, "it was given up"));
      }
    }
    Optional<Refusal> refusal = force.rules.rails().check(configuration, isAskedFor);
    return refusal.isPresent() ? refusal : force.rules.rails().write(configuration, now.nanos());
  }

  /** What an earlier daemon left in force is held as the mode that this one began with has it. */
  void begin(Sight now) {
    boolean isAsHad =
        switch (force.rules.config().mode()) {
          case TUNE -> true;
          case TRIAL -> force.holdings.isEmpty();
          case ADVISE -> force.holdings.kept().stream().allMatch(Memory.Kept::isAskedFor);
        };
    if (!isAsHad) {
      takeMode(Mode.TUNE, true, now);
    }
  }

  /**
   * What is in force is undone, and put in force again as the mode has it: for good, until the
   * daemon ends, or not at all.
   *
   * @param mayTakeUp whether something may be put in force now
   */
  void takeMode(Mode before, boolean mayTakeUp, Sight now) {
    String why = "the mode is now " + force.rules.config().mode().name().toLowerCase(Locale.ROOT);
    List<Memory.Kept> held = force.holdings.kept();
    List<Memory.Kept> kept =
        before == Mode.ADVISE ? force.memory.kept(force.stable.current()) : force.heldAndWaiting();
    force.waiting.clear();
    Optional<String> trouble = force.releaseAll();
    if (!held.isEmpty()) {
      force.ledger.write(
          DecisionKind.UNDONE,
          Force.subject(held),
          why + trouble.map(text -> "; " + text).orElse(""),
          Optional.of(held.get(held.size() - 1).decision()));
    }
    if (mayTakeUp) {
      takeUp(kept, why, now);
    }
  }

  /**
   * The host's work is another: what is in force for the old class makes room for what is
   * remembered of the new one. What was asked for before a class was known is the first one's.
   */
  void turnTo(String name, Decision recognised, Sight now) {
    if (!force.heldFor().isEmpty()) {
      putAside(Optional.of(recognised.id()));
      force.waiting.clear();
    }
    List<Memory.Kept> all = new ArrayList<>(force.memory.kept(name));
    all.addAll(force.memory.kept(""));
    force.memory.keep("", List.of());
    Set<String> held = force.holdings.values().keySet();
    all.removeIf(each -> each.isAbout(held));
    takeUp(all, "the host's work is " + name, now);
  }

  private void putAside(Optional<String> cause) {
    List<Memory.Kept> before = force.holdings.kept();
    String old = force.heldFor();
    if (before.isEmpty()) {
      return;
    }
    Optional<String> trouble = force.releaseAll();
    force.keep(
        old,
        Stream.concat(before.stream(), force.waiting.stream())
            .map(each -> each.with(each.decision(), 0))
            .toList());
    force.ledger.write(
        DecisionKind.UNDONE,
        Force.subject(before),
        "put aside until the host's work is "
            + old
            + " again"
            + trouble.map(text -> "; " + text).orElse(""),
        cause);
  }
}
