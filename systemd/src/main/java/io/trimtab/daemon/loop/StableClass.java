package io.trimtab.daemon.loop;

import java.util.Optional;

/**
 * The class of workload that values are kept for. It changes when another one has lasted for some
 * ticks, and longer for one that no model knows. An idle host keeps its class: nothing can be
 * measured, and its work will go on.
 */
final class StableClass {
  private static final int TICKS = 3;
  private static final int TICKS_UNKNOWN = 30;

  private String current = "";
  private String candidate = "";
  private int seen;

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
      candidate = "";
      seen = 0;
      return Optional.empty();
    }
    seen = name.equals(candidate) ? seen + 1 : 1;
    candidate = name;
    int needed = current.isEmpty() || workload.isKnown() ? TICKS : TICKS_UNKNOWN;
    if (seen < needed) {
      return Optional.empty();
    }
    current = name;
    candidate = "";
    seen = 0;
    return Optional.of(name);
  }
}
