package io.trimtab.daemon.loop;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.catalogue.ValueType;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.actuators.transaction.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is in force for the present class of workload, oldest first, and how it comes and goes. */
final class Holdings {
  static final String PURPOSE = "run";

  private final Actuator actuator;
  private boolean isDurable;
  private final List<Held> held = new ArrayList<>();
  private final Map<String, String> strangers = new LinkedHashMap<>();
  private final List<String> troubles = new ArrayList<>();

  /**
   * @param isDurable whether what is held stays when the daemon dies
   */
  Holdings(Actuator actuator, boolean isDurable) {
    this.actuator = actuator;
    this.isDurable = isDurable;
  }

  /** Says whether what is taken from now on stays when the daemon dies. */
  void durable(boolean is) {
    isDurable = is;
  }

  List<Held> all() {
    return List.copyOf(held);
  }

  List<Memory.Kept> kept() {
    return held.stream().map(Held::kept).toList();
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /** What is in force, by tunable, as the kernel showed it. */
  Map<String, String> shown() {
    Map<String, String> shown = new LinkedHashMap<>();
    held.forEach(each -> shown.putAll(each.applied().shown()));
    return shown;
  }

  /** What is in force, by tunable. */
  Map<String, Value> values() {
    Map<String, Value> values = new LinkedHashMap<>();
    held.forEach(each -> values.putAll(each.applied().configuration().values()));
    return values;
  }

  /**
   * Writes a configuration, and keeps it.
   *
   * @param store stores what is kept, with the transaction, before the journal calls it committed
   * @throws ActuatorException if it does not take; it is undone then
   */
  void take(Configuration configuration, Memory.Kept kept, Runnable store) {
    take(Applied.begin(actuator, configuration, PURPOSE), kept, store);
  }

  /** The same of one that is journaled already. */
  void take(Applied applied, Memory.Kept kept, Runnable store) {
    applied.apply();
    Held taken = new Held(applied, kept.with(kept.decision(), isDurable ? applied.id() : 0));
    held.add(taken);
    store.run();
    if (isDurable) {
      try {
        applied.commit();
      } catch (ActuatorException e) {
        held.remove(taken);
        store.run();
        applied.undo();
        throw e;
      }
    }
  }

  /** Goes on with what an earlier daemon committed. */
  void adopt(Memory.Kept kept) {
    held.add(
        new Held(
            Applied.adopt(
                actuator,
                configuration(kept.values(), actuator.catalogue()),
                kept.originals(),
                kept.transaction()),
            kept));
  }

  /**
   * Undoes everything, the newest first.
   *
   * @return what went wrong, if something did
   */
  Optional<String> release() {
    Optional<String> trouble = Optional.empty();
    for (int i = held.size() - 1; i >= 0; i--) {
      Optional<String> failure = undo(held.get(i).applied());
      trouble = failure.isPresent() ? failure : trouble;
    }
    held.clear();
    return trouble;
  }

  /** Undoes those that have a tunable; the others stay, also where they have one in common. */
  List<Held> release(String tunable) {
    List<Held> released = new ArrayList<>();
    for (int i = held.size() - 1; i >= 0; i--) {
      Held each = held.get(i);
      if (each.applied().contains(tunable)) {
        undo(each.applied());
        held.remove(i);
        released.add(each);
      }
    }
    return released;
  }

  /**
   * Undoes one, and notes what is not its original then: somebody else has set that.
   *
   * @return what went wrong, if something did
   */
  Optional<String> undo(Applied applied) {
    Optional<String> trouble;
    Set<String> known = new HashSet<>();
    try {
      List<Outcome> outcomes = applied.undo();
      outcomes.stream()
          .filter(outcome -> outcome.result() != Outcome.Result.FOREIGN)
          .forEach(outcome -> known.add(outcome.tunable()));
      trouble =
          outcomes.stream()
              .filter(outcome -> !outcome.isSettled())
              .map(outcome -> outcome.tunable() + ": " + outcome.detail())
              .findFirst();
    } catch (ActuatorException e) {
      trouble = Optional.of(e.getMessage());
    }
    trouble.ifPresent(troubles::add);
    if (trouble.isEmpty()) {
      applied
          .originals()
          .forEach(
              (name, original) -> {
                if (!known.contains(name)) {
                  compare(name, original);
                }
              });
    }
    return trouble;
  }

  private void compare(String name, String original) {
    try {
      Optional<Tunable> tunable = actuator.catalogue().find(name);
      if (tunable.isPresent()) {
        ValueType type = tunable.get().type();
        Value now = actuator.catalogue().read(tunable.get());
        if (!type.acceptsReadBack(type.parseKernel(original), now)) {
          strangers.put(name, now.text());
        }
      }
    } catch (ActuatorException | IllegalArgumentException e) {
      // It is gone, with its device.
    }
  }

  /** What was found to be somebody else's since the last call: values by tunable. */
  Map<String, String> takeStrangers() {
    Map<String, String> taken = Map.copyOf(strangers);
    strangers.clear();
    return taken;
  }

  /** What could not be undone since the last call; it is tried again, see {@link Leftovers}. */
  List<String> takeTroubles() {
    List<String> taken = List.copyOf(troubles);
    troubles.clear();
    return taken;
  }

  /** Lets go of everything without undoing it. */
  void leave() {
    held.clear();
  }

  /**
   * Texts as values.
   *
   * @throws ActuatorException if a tunable is not here, or a text is no value of it
   */
  static Configuration configuration(Map<String, String> texts, Catalogue catalogue) {
    Map<String, Value> values = new LinkedHashMap<>();
    texts.forEach(
        (name, text) -> {
          Tunable tunable = catalogue.get(name);
          try {
            values.put(tunable.name(), tunable.type().parseUser(text));
          } catch (IllegalArgumentException e) {
            throw new ActuatorException(
                ActuatorException.Kind.INVALID, name + ": " + e.getMessage(), e);
          }
        });
    return new Configuration(values);
  }
}
