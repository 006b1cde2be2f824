package io.trimtab.fuzz.tunable;

import io.trimtab.fuzz.tunable.Health.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what the kernel wants of two tunables together. A value that is refused may be too large,
 * or too small, for what another tunable has: then it is taken once that one has the same value.
 */
final class Limits {
  private final Trials trials;
  private final List<Knob> knobs;

  Limits(Trials trials, List<Knob> knobs) {
    this.trials = trials;
    this.knobs = knobs;
  }

  /** The constraint that a refusal comes from, if it comes from one other tunable. */
  Optional<TunableRelation> behind(Knob refused, long value) throws InterruptedException {
    for (Knob other : knobs) {
      if (!other.equals(refused) && isTaken(refused, value, other, value)) {
        Optional<TunableRelation> relation = between(refused, other, value);
        if (relation.isPresent()) {
          return relation;
        }
      }
    }
    return Optional.empty();
  }

  /** Whether equal values are taken everywhere, and those beyond nowhere. */
  private Optional<TunableRelation> between(Knob one, Knob other, long value)
      throws InterruptedException {
    boolean isTooLarge = value > one.initial();
    long step = isTooLarge ? 1 : -1;
    List<String> evidence = new ArrayList<>();
    for (long at :
        List.of(value, value + step * (Math.abs(value) / 4), (value + one.initial()) / 2)) {
      if (!isTaken(one, at, other, at) || isTaken(one, at + step, other, at)) {
        return Optional.empty();
      }
      evidence.add(
          "with %s at %d, %d is taken and %d is not".formatted(other.name(), at, at, at + step));
    }
    String text = one.name() + ": " + String.join("; ", evidence);
    return Optional.of(
        isTooLarge
            ? new TunableRelation(one.name(), other.name(), TunableRelation.Kind.AT_MOST, text)
            : new TunableRelation(other.name(), one.name(), TunableRelation.Kind.AT_MOST, text));
  }

  /** In one of the two orders: on the way to it another value must not be in between. */
  private boolean isTaken(Knob one, long value, Knob other, long otherValue)
      throws InterruptedException {
    return isTaken(Setting.of(other.name(), otherValue).with(one.name(), value))
        || isTaken(Setting.of(one.name(), value).with(other.name(), otherValue));
  }

  private boolean isTaken(Setting setting) throws InterruptedException {
    return trials.once(setting, 0).state() != State.REFUSED;
  }
}
