package io.trimtab.features.prefetch;

/**
 * Delta contexts of four kinds, from the most to the least particular, each with a table of its
 * own: the last delta with how often it came in a row and what came before (which knows where the
 * rows of a matrix end), the last three, the last two, and the last one. The most particular that
 * is confident predicts.
 */
final class Contexts {
  private static final int BITS = 12;
  private static final int ENOUGH = 2;
  private static final int ENOUGH_OF_ONE = 3;
  private static final int ENOUGH_TO_TURN = 4;
  private static final int LONGEST_RUN = 4095;

  private final DeltaTable runs = new DeltaTable(BITS);
  private final DeltaTable threes = new DeltaTable(BITS);
  private final DeltaTable twos = new DeltaTable(BITS);
  private final DeltaTable ones = new DeltaTable(BITS);

  /** The latest deltas of a stream, or of what it will be. */
  static final class History {
    private int first;
    private int second;
    private int third;
    private int run;
    private int before;

    /** The latest. */
    int latest() {
      return first;
    }

    /** How often it came in a row. */
    int run() {
      return run;
    }

    void clear() {
      first = 0;
      second = 0;
      third = 0;
      run = 0;
      before = 0;
    }

    void copy(History other) {
      first = other.first;
      second = other.second;
      third = other.third;
      run = other.run;
      before = other.before;
    }

    void add(int delta) {
      if (delta == first) {
        run = Math.min(LONGEST_RUN, run + 1);
      } else {
        before = first;
        run = 1;
      }
      third = second;
      second = first;
      first = delta;
    }
  }

  /** Takes in that a delta followed. */
  void learn(History history, int delta) {
    if (history.first == 0) {
      return;
    }
    ones.learn(one(history), delta);
    if (history.second != 0) {
      twos.learn(two(history), delta);
    }
    if (history.third != 0) {
      threes.learn(three(history), delta);
    }
    if (history.before != 0) {
      runs.learn(run(history), delta);
    }
  }

  /** The delta that will follow, or 0 if nobody knows. */
  int predict(History history) {
    if (history.first == 0) {
      return 0;
    }
    int delta = history.before == 0 ? 0 : runs.predict(run(history), ENOUGH);
    if (delta != history.first && delta != 0) {
      // A wrong turn takes all that is foretold after it along.
      delta = runs.predict(run(history), ENOUGH_TO_TURN);
    }
    if (delta == 0 && history.third != 0) {
      delta = threes.predict(three(history), ENOUGH);
    }
    if (delta == 0 && history.second != 0) {
      delta = twos.predict(two(history), ENOUGH);
    }
    return delta == 0 ? ones.predict(one(history), ENOUGH_OF_ONE) : delta;
  }

  private static int one(History history) {
    return mix(history.first, 0, 0);
  }

  private static int two(History history) {
    return mix(history.first, history.second, 1);
  }

  private static int three(History history) {
    return mix(mix(history.first, history.second, 2), history.third, 3);
  }

  private static int run(History history) {
    return mix(mix(history.first, history.run, 4), history.before, 5);
  }

  private static int mix(int a, int b, int salt) {
    long hash =
        (a * 0x9E3779B97F4A7C15L) ^ (b * 0xC2B2AE3D27D4EB4FL) ^ (salt * 0x165667B19E3779F9L);
    hash ^= hash >>> 29;
    hash *= 0xBF58476D1CE4E5B9L;
    return (int) (hash >>> 32);
  }
}
