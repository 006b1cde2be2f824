package io.trimtab.fuzz.program;

import io.trimtab.fuzz.model.Scalar;
import io.trimtab.fuzz.model.Type;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws integers: small ones and those near powers of two more often than others. */
final class Numbers {
  private static final int SMALL = 17;

  private final RandomGenerator random;

  Numbers(RandomGenerator random) {
    this.random = random;
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** Any number that a scalar can have. */
  long any(Scalar scalar) {
    return any() & scalar.mask();
  }

  private long any() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> random.nextInt(SMALL);
      case 3, 4 -> (1L << random.nextInt(Long.SIZE)) + random.nextInt(3) - 1;
      case 5 -> -random.nextInt(1, SMALL);
      case 6 -> random.nextInt(1 << 16);
      default -> random.nextLong();
    };
  }

  long of(Type.Int type) {
    if (!type.isRange() || oneIn(100)) {
      return any(type.scalar());
    }
    long span = type.last() - type.first();
    long step = Math.max(1, type.step());
    long steps = Long.divideUnsigned(span, step);
    long drawn = steps == -1 ? random.nextLong() : Long.remainderUnsigned(drawn(steps), steps + 1);
    return type.first() + drawn * step & type.scalar().mask();
  }

  /** Ends of a range more often than what is between. */
  private long drawn(long steps) {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> steps;
      case 2 -> random.nextInt(SMALL);
      default -> random.nextLong();
    };
  }

  long of(Type.Flags type) {
    List<Long> values = type.values();
    if (oneIn(50)) {
      return any(type.scalar());
    }
    if (!type.isMask()) {
      return values.get(random.nextInt(values.size()));
    }
    if (oneIn(10)) {
      return 0;
    }
    long all = values.get(random.nextInt(values.size()));
    while (random.nextInt(3) == 0) {
      all |= values.get(random.nextInt(values.size()));
    }
    return all;
  }

  /** A number that is like another. */
  long near(long value, Scalar scalar) {
    long changed =
        switch (random.nextInt(5)) {
          case 0 -> value + random.nextInt(1, 5);
          case 1 -> value - random.nextInt(1, 5);
          case 2 -> value ^ 1L << random.nextInt(Math.max(1, scalar.width()));
          case 3 -> ~value;
          default -> any();
        };
    return changed & scalar.mask();
  }
}
