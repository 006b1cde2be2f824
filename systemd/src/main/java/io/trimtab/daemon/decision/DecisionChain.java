package io.trimtab.daemon.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What led to a decision, and what followed from it. */
final class DecisionChain {
  /** More than any chain has; one that a damaged file makes endless ends there. */
  private static final int MOST = 1000;

  private DecisionChain() {}

  /** A way to find decisions. */
  interface Source {
    Optional<Decision> find(String id);

    /** Those whose cause is this one. */
    Collection<Decision> following(String id);
  }

  /** The chain of one, in order of time; empty if there is no such decision. */
  static List<Decision> of(String id, Source source) {
    Map<String, Decision> chain = new HashMap<>();
    Optional<Decision> up = source.find(id);
    List<Decision> next = new ArrayList<>(up.stream().toList());
    while (up.isPresent() && chain.size() < MOST && !chain.containsKey(up.get().id())) {
      chain.put(up.get().id(), up.get());
      up = up.get().cause().flatMap(source::find);
    }
    for (int i = 0; i < next.size() && chain.size() < MOST; i++) {
      for (Decision follower : source.following(next.get(i).id())) {
        if (chain.putIfAbsent(follower.id(), follower) == null) {
          next.add(follower);
        }
      }
    }
    Comparator<Decision> byTime = Comparator.<Decision, Instant>comparing(Decision::time);
    return chain.values().stream().sorted(byTime.thenComparing(Decision::id)).toList();
  }
}
