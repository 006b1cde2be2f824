package io.trimtab.actuators.transaction;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Availability.Unavailable;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Constraint;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.kernel.KernelFileException;
import io.trimtab.actuators.region.UnsafeRegions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns a configuration into a plan: everything is checked before anything is journaled or written.
 *
 * <p>The writing order keeps every constraint true at every step, since the kernel refuses a write
 * that breaks one (the real-time runtime above its period, for instance): a change is taken next
 * when the constraints hold after it, given the changes already taken. Undoing in reverse order
 * then passes through the same valid states. A tunable that another one's write disturbs (choosing
 * an I/O scheduler resets the length of its queue) comes after that one.
 */
public final class Planner {
  private final Catalogue catalogue;
  private final UnsafeRegions unsafe;

  /** A planner that keeps out of the regions that are known to be unsafe. */
  public Planner(Catalogue catalogue) {
    this(catalogue, catalogue.unsafe());
  }

  /**
   * @param unsafe where no plan may lead
   */
  public Planner(Catalogue catalogue, UnsafeRegions unsafe) {
    this.catalogue = catalogue;
    this.unsafe = unsafe;
  }

  /**
   * Checks names, availability, ranges, constraints, and what is known to be unsafe.
   *
   * @throws ActuatorException with the first thing that is wrong
   */
  public Plan plan(Configuration configuration) {
    Map<String, Change> changes = new LinkedHashMap<>();
    Map<String, Value> after = new HashMap<>();
    for (Map.Entry<String, Value> setting : configuration.values().entrySet()) {
      Tunable tunable = available(setting.getKey());
      Value from = catalogue.read(tunable);
      Value to = setting.getValue().equals(from) ? from : checked(tunable, setting.getValue());
      if (after.put(tunable.name(), to) != null) {
        throw ActuatorException.invalid(tunable.name() + " is given twice");
      }
      changes.put(tunable.name(), new Change(tunable, from, to, false));
    }
    addTwins(changes, after);
    for (Tunable tunable : catalogue.all()) {
      violation(tunable, after)
          .ifPresent(
              message -> {
                throw ActuatorException.invalid(message);
              });
    }
    dropUnchanged(changes);
    unsafe
        .problem(changes.keySet(), name -> number(name, after), catalogue.memoryKb())
        .ifPresent(
            message -> {
              throw ActuatorException.invalid(message);
            });
    return new Plan(ordered(List.copyOf(changes.values())), bystanders(changes));
  }

  private OptionalLong number(String name, Map<String, Value> after) {
    Optional<Tunable> tunable = catalogue.find(name).filter(Tunable::isAvailable);
    return tunable.isPresent() && valueOf(tunable.get(), after) instanceof Value.Number number
        ? OptionalLong.of(number.value())
        : OptionalLong.empty();
  }

  private List<Change> bystanders(Map<String, Change> changes) {
    List<Change> bystanders = new ArrayList<>();
    for (Tunable tunable : catalogue.all()) {
      boolean disturbed =
          changes.values().stream()
              .anyMatch(change -> !change.implied() && change.tunable().disturbs(tunable));
      if (disturbed && tunable.isAvailable() && !changes.containsKey(tunable.name())) {
        valueNow(tunable)
            .map(now -> new Change(tunable, now, now, true))
            .ifPresent(bystanders::add);
      }
    }
    return bystanders;
  }

  /** None when it is gone since it was probed, as the tunables of a former I/O scheduler are. */
  private Optional<Value> valueNow(Tunable tunable) {
    try {
      return Optional.of(catalogue.read(tunable));
    } catch (KernelFileException e) {
      return Optional.empty();
    }
  }

  private Tunable available(String name) {
    Tunable tunable = catalogue.get(name);
    if (tunable.availability() instanceof Unavailable unavailable) {
      throw ActuatorException.unavailable(tunable.name() + ": " + unavailable.detail());
    }
    return tunable;
  }

  private static Value checked(Tunable tunable, Value value) {
    try {
      return tunable.type().parseUser(value.text());
    } catch (IllegalArgumentException e) {
      throw new ActuatorException(
          ActuatorException.Kind.INVALID, tunable.name() + ": " + e.getMessage(), e);
    }
  }

  private void addTwins(Map<String, Change> changes, Map<String, Value> after) {
    for (Tunable tunable : catalogue.all()) {
      Optional<Tunable> other = tunable.twin().flatMap(catalogue::find);
      if (other.isEmpty() || !tunable.isAvailable() || !other.get().isAvailable()) {
        continue;
      }
      // That the one not in force reads 0 is so already, and may be said.
      changes.computeIfPresent(tunable.name(), (name, c) -> isZero(c.from(), c.to()) ? null : c);
      changes.computeIfPresent(
          other.get().name(), (name, c) -> isZero(c.from(), c.to()) ? null : c);
      Change here = changes.get(tunable.name());
      Change there = changes.get(other.get().name());
      if (here != null && there != null) {
        throw ActuatorException.invalid(
            tunable.name() + " and " + other.get().name() + " zero each other; give one of them");
      }
      if (here != null) {
        if (isZero(here.to())) {
          throw ActuatorException.invalid(
              tunable.name() + " cannot be set to 0; set " + other.get().name() + " instead");
        }
        imply(other.get(), changes, after);
      } else if (there != null) {
        imply(tunable, changes, after);
      }
    }
  }

  /**
   * What needs no write is not written. An implied twin stays with its partner even at an unchanged
   * 0, because undoing the partner may have to go through it.
   */
  private static void dropUnchanged(Map<String, Change> changes) {
    changes.values().removeIf(change -> !change.implied() && change.from().equals(change.to()));
    changes.values().removeIf(change -> change.implied() && partner(change, changes).isEmpty());
  }

  private static Optional<Change> partner(Change implied, Map<String, Change> changes) {
    Tunable tunable = implied.tunable();
    return changes.values().stream()
        .filter(change -> !change.implied())
        .filter(
            change ->
                tunable.twin().filter(change.tunable().name()::equals).isPresent()
                    || change.tunable().twin().filter(tunable.name()::equals).isPresent())
        .findFirst();
  }

  private void imply(Tunable tunable, Map<String, Change> changes, Map<String, Value> after) {
    Value zero = new Value.Number(0);
    changes.put(tunable.name(), new Change(tunable, catalogue.read(tunable), zero, true));
    after.put(tunable.name(), zero);
  }

  /** The broken constraint of a tunable that, or whose partner, changes. */
  private Optional<String> violation(Tunable tunable, Map<String, Value> after) {
    for (Constraint constraint : tunable.constraints()) {
      boolean touched = after.containsKey(tunable.name()) || after.containsKey(constraint.other());
      if (!touched || constraint instanceof Constraint.Twin || !tunable.isAvailable()) {
        continue;
      }
      Optional<Tunable> other = catalogue.find(constraint.other()).filter(Tunable::isAvailable);
      if (other.isEmpty()) {
        continue;
      }
      Value mine = valueOf(tunable, after);
      Value theirs = valueOf(other.get(), after);
      if (!holds(constraint, mine, theirs)) {
        String relation =
            constraint instanceof Constraint.Below ? " must be below " : " must not exceed ";
        return Optional.of(
            tunable.name()
                + " ("
                + mine.text()
                + ")"
                + relation
                + other.get().name()
                + " ("
                + theirs.text()
                + ")");
      }
    }
    return Optional.empty();
  }

  private Value valueOf(Tunable tunable, Map<String, Value> after) {
    Value planned = after.get(tunable.name());
    return planned != null ? planned : catalogue.read(tunable);
  }

  private static boolean holds(Constraint constraint, Value mine, Value theirs) {
    if (!(mine instanceof Value.Number m) || !(theirs instanceof Value.Number t)) {
      return true;
    }
    if (constraint instanceof Constraint.Below) {
      return m.value() == 0 || t.value() == 0 || m.value() < t.value();
    }
    return m.value() <= t.value();
  }

  private List<Change> ordered(List<Change> changes) {
    Map<String, Value> state = new HashMap<>();
    changes.forEach(change -> state.put(change.tunable().name(), change.from()));
    List<Change> waiting = new ArrayList<>(changes);
    List<Change> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      List<Change> disturbers =
          waiting.stream().filter(c -> !c.tunable().disturbs().isEmpty()).toList();
      List<Change> settled = waiting.stream().filter(c -> !isDisturbed(c, disturbers)).toList();
      List<Change> candidates = settled.isEmpty() ? waiting : settled;
      Change next =
          candidates.stream()
              .filter(c -> validAfter(c, state))
              .findFirst()
              .orElse(candidates.get(0));
      waiting.remove(next);
      ordered.add(next);
      state.put(next.tunable().name(), next.to());
    }
    return ordered;
  }

  private static boolean isDisturbed(Change change, List<Change> disturbers) {
    return disturbers.stream().anyMatch(other -> other.tunable().disturbs(change.tunable()));
  }

  private boolean validAfter(Change change, Map<String, Value> state) {
    Map<String, Value> then = new HashMap<>(state);
    then.put(change.tunable().name(), change.to());
    String name = change.tunable().name();
    return catalogue.all().stream()
        .filter(
            t ->
                t.name().equals(name)
                    || t.constraints().stream().anyMatch(c -> c.other().equals(name)))
        .allMatch(t -> isValid(t, then));
  }

  private boolean isValid(Tunable tunable, Map<String, Value> state) {
    try {
      return violation(tunable, state).isEmpty();
    } catch (KernelFileException e) {
      return true;
    }
  }

  private static boolean isZero(Value from, Value to) {
    return isZero(from) && isZero(to);
  }

  private static boolean isZero(Value value) {
    return value instanceof Value.Number number && number.value() == 0;
  }
}
