package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.Position;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The numbers that constants stand for. One that this architecture has not makes what it stands in
 * unsupported; until then it counts as 1, which is the safest size of an array.
 */
final class Values {
  private static final long MISSING = 1;

  private final ConstTable constants;
  private final Diagnostics diagnostics;

  /** What is being compiled, and whether a constant of it was missing. */
  private String owner = "";

  private Optional<String> missing = Optional.empty();

  Values(ConstTable constants, Diagnostics diagnostics) {
    this.constants = constants;
    this.diagnostics = diagnostics;
  }

  /** Does something for a declaration; returns the first constant that it lacked. */
  Optional<String> during(String declaration, Runnable work) {
    String ownerBefore = owner;
    Optional<String> missingBefore = missing;
    owner = declaration;
    missing = Optional.empty();
    try {
      work.run();
      return missing;
    } finally {
      owner = ownerBefore;
      missing = missingBefore;
    }
  }

  /** The number that stands there, whatever is behind it. */
  long of(Expr expr) {
    if (expr instanceof Expr.Number number) {
      return number.value();
    }
    if (!(expr instanceof Expr.Name name)) {
      diagnostics.error(expr.at(), "a number or the name of a constant is expected");
      return MISSING;
    }
    OptionalLong value = constants.get(name.name());
    if (value.isEmpty()) {
      if (missing.isEmpty()) {
        missing = Optional.of(name.name());
      }
      diagnostics.unsupported(owner, name.name());
    }
    return value.orElse(MISSING);
  }

  /** A number alone: nothing may be behind it. */
  long plain(Expr expr) {
    if (!expr.args().isEmpty() || !expr.colons().isEmpty()) {
      diagnostics.error(expr.at(), expr + " is no number; nothing may stand behind one here");
    }
    return of(expr);
  }

  OptionalLong find(String name) {
    return constants.get(name);
  }

  /** Reports a value that is out of bounds; returns one that is not. */
  long within(long value, long least, long most, String what, Position at) {
    if (value < least || value > most) {
      diagnostics.error(
          at,
          what
              + " is "
              + Long.toUnsignedString(value)
              + "; it must be from "
              + least
              + " to "
              + most);
      return least;
    }
    return value;
  }
}
