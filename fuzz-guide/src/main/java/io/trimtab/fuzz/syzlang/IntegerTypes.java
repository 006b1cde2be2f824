package io.trimtab.fuzz.syzlang;

import io.trimtab.fuzz.model.Position;
import io.trimtab.fuzz.model.Scalar;
import io.trimtab.fuzz.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes types that are integers: plain ones, constants, flags, and the sizes that are written with
 * them.
 */
final class IntegerTypes {
  private static final long LARGEST_ARRAY = 1_000_000;

  private final Symbols symbols;
  private final Values values;
  private final Diagnostics diagnostics;

  IntegerTypes(Symbols symbols, Values values, Diagnostics diagnostics) {
    this.symbols = symbols;
    this.values = values;
    this.diagnostics = diagnostics;
  }

  /** An integer: any, of a range, of flags, or one value. */
  Type integer(Expr.Name name, List<Expr> args, boolean isOptional, boolean mayBeBits) {
    Optional<Scalar> found = scalar(name, isOptional, mayBeBits);
    if (found.isEmpty()) {
      return TypeCompiler.BROKEN;
    }
    Scalar scalar = found.get();
    if (args.isEmpty()) {
      return new Type.Int(scalar, false, 0, 0, 0);
    }
    Expr first = args.get(0);
    if (first.colons().isEmpty()) {
      if (args.size() > 1) {
        return wrong(name.at(), "only a range can have steps: int32[1:10, 2]");
      }
      return first instanceof Expr.Name set && symbols.isNumberFlags(set.name())
          ? flags(scalar, set.name(), first.at())
          : constant(scalar, values.plain(first), first.at());
    }
    long from = values.of(first);
    long to = values.of(first.colons().get(0));
    long step = args.size() > 1 ? values.plain(args.get(1)) : 0;
    if (args.size() > 1 && from == 0 && to == -1) {
      to = scalar.mask();
    }
    boolean fits =
        (Long.compareUnsigned(from, scalar.mask()) <= 0
                && Long.compareUnsigned(to, scalar.mask()) <= 0
                && Long.compareUnsigned(from, to) <= 0)
            || (from <= to && fits(from, scalar) && fits(to, scalar));
    if (!fits || first.colons().size() > 1) {
      return wrong(first.at(), "the range " + first + " does not fit into " + name.name());
    }
    if (args.size() > 1 && Long.compareUnsigned(step, 1) <= 0) {
      return wrong(args.get(1).at(), "steps are at least 2; leave them out");
    }
    return new Type.Int(scalar, true, from, to, step);
  }

  /** One value, signed or unsigned. */
  Type constant(Scalar scalar, long value, Position at) {
    if (!fits(value, scalar)) {
      return wrong(
          at, "0x" + Long.toHexString(value) + " does not fit into " + scalar.width() + " bits");
    }
    return new Type.Const(scalar, value & scalar.mask());
  }

  /** Whether it is one of those integers, signed or unsigned. */
  private static boolean fits(long value, Scalar scalar) {
    long high = value & ~scalar.mask();
    boolean isNegative =
        high == ~scalar.mask() && (value & scalar.mask() & ~(scalar.mask() >>> 1)) != 0;
    return high == 0 || isNegative;
  }

  /** One of a set of values, or several of them. */
  Type flags(Scalar scalar, String set, Position at) {
    List<Long> numbers = new ArrayList<>();
    for (Expr element : symbols.elements(set)) {
      if (element instanceof Expr.Number number) {
        numbers.add(number.value());
      } else if (element instanceof Expr.Name name) {
        values.find(name.name()).ifPresent(numbers::add);
      }
    }
    numbers.sort(Long::compareUnsigned);
    for (long number : numbers) {
      if (!fits(number, scalar)) {
        return wrong(
            at,
            set
                + " has 0x"
                + Long.toHexString(number)
                + ", which does not fit into "
                + scalar.width()
                + " bits");
      }
    }
    return numbers.isEmpty() || (numbers.size() == 1 && numbers.get(0) == 0)
        ? new Type.Const(scalar, 0)
        : new Type.Flags(scalar, set, List.copyOf(numbers), isMask(numbers));
  }

  /** Whether no two have a bit in common; with 0 among them they are a choice and no mask. */
  private static boolean isMask(List<Long> numbers) {
    long all = 0;
    for (long number : numbers) {
      if (number == 0 || (all & number) != 0) {
        return false;
      }
      all |= number;
    }
    return true;
  }

  /** The integer that another type is made of; empty if there is none. */
  Optional<Scalar> base(Expr expr, boolean isOptional) {
    if (expr instanceof Expr.Name name && Heads.isInteger(name.name()) && name.args().isEmpty()) {
      return scalar(name, isOptional, true);
    }
    if (expr instanceof Expr.Name name
        && symbols.type(name.name()).orElse(null) instanceof Declaration.Alias alias
        && alias.parameters().isEmpty()
        && alias.type().isPresent()
        && alias.type().get() instanceof Expr.Name inner
        && Heads.isInteger(inner.name())) {
      return scalar(inner, isOptional, true);
    }
    wrong(expr.at(), expr + " is no base; it is one of int8 to int64, int16be to int64be, intptr");
    return Optional.empty();
  }

  /** How an integer lies in memory; empty if it is written wrongly. */
  Optional<Scalar> scalar(Expr.Name name, boolean isOptional, boolean mayBeBits) {
    int size = Heads.integerSize(name.name());
    int bits = 0;
    if (!name.colons().isEmpty()) {
      Expr width = name.colons().get(0);
      if (!mayBeBits || name.colons().size() > 1 || !(width instanceof Expr.Number number)) {
        wrong(width.at(), "only a field of a struct has a width in bits, and that is a number");
        return Optional.empty();
      }
      bits = (int) values.within(number.value(), 1, size * 8L, "the width", width.at());
    }
    return Optional.of(
        new Scalar(
            name.name(), size, name.name().endsWith("be"), bits, Scalar.Format.BINARY, isOptional));
  }

  /** A number, or two with a colon between, as sizes are written. */
  long[] range(Expr expr) {
    long first = values.of(expr);
    long last = expr.colons().isEmpty() ? first : values.of(expr.colons().get(0));
    if (first < 0 || first > last || last > LARGEST_ARRAY) {
      wrong(expr.at(), "sizes go from 0 to " + LARGEST_ARRAY + ", the smaller one first");
      return new long[] {1, 1};
    }
    return new long[] {first, last};
  }

  private Type wrong(Position at, String message) {
    diagnostics.error(at, message);
    return TypeCompiler.BROKEN;
  }
}
