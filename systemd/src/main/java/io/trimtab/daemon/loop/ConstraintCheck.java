package io.trimtab.daemon.loop;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a candidate breaks what has to hold: one constraint, by some readings in a row. Only
 * readings from under the candidate count. The first after each switch does not, as it may have
 * been on its way before.
 */
final class ConstraintCheck {
  private static final int MOST = 3;

  private final Set<String> renewed = new HashSet<>();
  private final Map<String, Integer> broken = new HashMap<>();

  /** The candidate was put in force just now. */
  void begin() {
    renewed.clear();
  }

  /** Takes a tick under the candidate; the constraint that did not hold, if it is to blame. */
  Optional<String> look(Sight.Constraints now) {
    for (String name : now.renewed()) {
      if (!renewed.add(name)) {
        int times = now.broken().contains(name) ? broken.getOrDefault(name, 0) + 1 : 0;
        broken.put(name, times);
        if (times >= MOST) {
          return Optional.of(name);
        }
      }
    }
    return Optional.empty();
  }
}
