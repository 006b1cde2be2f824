package io.trimtab.actuators.guard;

import io.trimtab.actuators.catalogue.Availability;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Tunable;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Configuration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rules that every configuration has to pass before it is written, whoever proposes it. They
 * are kept here, away from whatever learns.
 */
public final class GuardRails {
  private final Catalogue catalogue;
  private final Permission permission;
  private final MemoryFloor floor;
  private final WriteRate rate;
  private final Map<String, Value> originals = new HashMap<>();

  /** Rules about this machine's tunables; what it has now counts as what it had before. */
  public GuardRails(Catalogue catalogue, Permission permission, MemoryFloor floor, WriteRate rate) {
    this.catalogue = catalogue;
    this.permission = permission;
    this.floor = floor;
    this.rate = rate;
    for (Tunable tunable : catalogue.all()) {
      tunable.probed().ifPresent(value -> originals.put(tunable.name(), value));
    }
  }

  /** What a tunable had before Trimtab changed it, where that is not what it has now. */
  public void original(String tunable, Value value) {
    originals.put(tunable, value);
  }

  /** The tunables that may be turned. */
  public Predicate<Tunable> permitted() {
    return tunable -> tunable.isAvailable() && permission.check(tunable).isEmpty();
  }

  /**
   * Checks a configuration against all rules but the rate.
   *
   * @param isAskedFor whether the administrator asked for just this: then no glob stands against it
   * @return the first rule that stands against it
   */
  public Optional<Refusal> check(Configuration configuration, boolean isAskedFor) {
    for (Map.Entry<String, Value> entry : configuration.values().entrySet()) {
      Optional<Refusal> refusal = check(entry.getKey(), entry.getValue(), isAskedFor);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Optional<Refusal> check(String name, Value value, boolean isAskedFor) {
    Optional<Tunable> found = catalogue.find(name);
    if (found.isEmpty()) {
      return Optional.of(
          new Refusal(name, Refusal.Rule.AVAILABLE, "there is no such tunable here"));
    }
    Tunable tunable = found.get();
    if (tunable.availability() instanceof Availability.Unavailable why) {
      return Optional.of(new Refusal(tunable.name(), Refusal.Rule.AVAILABLE, why.detail()));
    }
    if (!isAskedFor) {
      Optional<Refusal> refusal = permission.check(tunable);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    if (!value.equals(originals.get(tunable.name()))) {
      try {
        tunable.type().parseUser(value.text());
      } catch (IllegalArgumentException e) {
        return Optional.of(
            new Refusal(tunable.name(), Refusal.Rule.BOUNDS, String.valueOf(e.getMessage())));
      }
    }
    return floor.check(tunable.name(), value, originals);
  }

  /** Whether a configuration may be written now, as far as the rate goes. */
  public Optional<Refusal> mayWrite(Configuration configuration, long nowNanos) {
    return rate.check(configuration.values().keySet(), nowNanos);
  }

  /** The same, and counts it if so. */
  public Optional<Refusal> write(Configuration configuration, long nowNanos) {
    Optional<Refusal> refusal = mayWrite(configuration, nowNanos);
    if (refusal.isEmpty()) {
      rate.count(configuration.values().keySet(), nowNanos);
    }
    return refusal;
  }
}
