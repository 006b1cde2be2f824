package io.trimtab.daemon.loop;

import java.util.Optional;

/**
 * The class of workload that values are kept for. It changes when another one has lasted for some
 * ticks, and longer for one that no model knows. An idle host keeps its class: nothing can be
 * measured, and its work will go on.
 *
 * <p>Each change ends what is on trial and puts aside what is kept. So on a host that does several
 * kinds of work in turn, every change makes the next one take twice as long, until the class stays
 * what it is and trials measure the mixture; a minute of that class alone takes it back by half.
 */
final class StableClass {
  private static final int TICKS = 3;
  private static final int TICKS_UNKNOWN = 30;
  private static final int MOST_TIMES = 16;
  private static final int CALM = 60;

  private String current = "";
  private String candidate = "";
  private int seen;
  private int times = 1;
  private int calm;

  /** Starts with a class that an earlier daemon left values of. */
  void begin(String name) {
    current = name;
  }

  String current() {
    return current;
  }

  /** Takes a tick's; the new class, if it is another one from now on. */
  Optional<String> next(Workload workload) {
    String name = workload.name();
    if (name.isEmpty() || workload.isIdle() || name.equals(current)) {
      if (++calm >= CALM) {
        calm = 0;
        times = Math.max(1, times / 2);
      }
      candidate = "";
      seen = 0;
      return Optional.empty();
    }
    calm = 0;
    seen = name.equals(candidate) ? seen + 1 : 1;
    candidate = name;
    int needed = current.isEmpty() || workload.isKnown() ? TICKS : TICKS_UNKNOWN;
    if (seen < needed * times) {
      return Optional.empty();
    }
    if (!current.isEmpty()) {
      times = Math.min(MOST_TIMES, 2 * times);
    }
    current = name;
    candidate = "";
    seen = 0;
    return Optional.of(name);
  }
}
