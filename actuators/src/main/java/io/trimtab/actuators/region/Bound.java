package io.trimtab.actuators.region;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Values of one tunable, from one on up to another, both included.
 *
 * @param tunable its name in the catalogue
 * @param from the least of them; empty for no least one
 * @param to the greatest of them; empty for no greatest one
 * @param of what both are thousandths of: another tunable's name, or {@link #MEMORY}; empty if they
 *     are numbers as they are written
 */
public record Bound(String tunable, OptionalLong from, OptionalLong to, Optional<String> of) {
  /** The machine's memory, in KiB. */
  public static final String MEMORY = "memory";

  private static final double THOUSAND = 1000;

  public Bound {
    if (from.isEmpty() && to.isEmpty()) {
      throw new IllegalArgumentException(tunable + ": neither from nor to is given");
    }
    if (from.isPresent() && to.isPresent() && from.getAsLong() > to.getAsLong()) {
      throw new IllegalArgumentException(tunable + ": from is above to");
    }
  }

  /** Numbers as they are written, from one on. */
  public static Bound from(String tunable, long from) {
    return new Bound(tunable, OptionalLong.of(from), OptionalLong.empty(), Optional.empty());
  }

  /** Numbers as they are written, up to one. */
  public static Bound to(String tunable, long to) {
    return new Bound(tunable, OptionalLong.empty(), OptionalLong.of(to), Optional.empty());
  }

  /** The same numbers as thousandths of something. */
  public Bound of(String what) {
    return new Bound(tunable, from, to, Optional.of(what));
  }

  /** Whether a value is one of them, where it is compared with something whose value is known. */
  boolean holds(long value, long whole) {
    double part = of.isEmpty() ? value : THOUSAND * value / whole;
    return (from.isEmpty() || part >= from.getAsLong()) && (to.isEmpty() || part <= to.getAsLong());
  }

  @Override
  public String toString() {
    String unit = of.map(what -> " ‰ of " + what).orElse("");
    if (from.isPresent() && to.isPresent()) {
      return from.getAsLong() == to.getAsLong()
          ? tunable + " at " + from.getAsLong() + unit
          : String.format(
              Locale.ROOT, "%s from %d to %d%s", tunable, from.getAsLong(), to.getAsLong(), unit);
    }
    return from.isPresent()
        ? tunable + " from " + from.getAsLong() + unit
        : tunable + " up to " + to.getAsLong() + unit;
  }
}
