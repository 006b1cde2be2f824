package io.trimtab.fuzz.tunable;

import java.util.function.LongFunction;

/** Finds where a range of values begins to do harm. */
final class Borders {
  private static final int STEPS = 7;

  private final Trials trials;

  Borders(Trials trials) {
    this.trials = trials;
  }

  /**
   * Halves what lies between a good value and a bad one, on a logarithmic scale where both have the
   * same sign.
   *
   * @return the bad value nearest to the good one that was found
   */
  long between(LongFunction<Setting> settings, long good, long bad) throws InterruptedException {
    long safe = good;
    long unsafe = bad;
    for (int step = 0; step < STEPS && Math.abs(unsafe - safe) > 1; step++) {
      long middle = middle(safe, unsafe);
      if (trials.state(settings.apply(middle)).isHarm()) {
        unsafe = middle;
      } else {
        safe = middle;
      }
    }
    return unsafe;
  }

  private static long middle(long a, long b) {
    long low = Math.min(a, b);
    long high = Math.max(a, b);
    long middle = low > 0 ? Math.round(Math.sqrt((double) low * high)) : low + (high - low) / 2;
    return Math.min(high - 1, Math.max(low + 1, middle));
  }
}
