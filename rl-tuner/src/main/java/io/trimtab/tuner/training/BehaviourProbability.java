package io.trimtab.tuner.training;

import io.trimtab.tuner.search.Constraint;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * With which probability an agent chose what it proposed, for those of which it can be said: random
 * search draws every valid point of the space alike. Off-policy estimates need it.
 */
final class BehaviourProbability {
  private static final String UNIFORM = "random";
  private static final long MOST_COMBINATIONS = 1_000_000;

  private BehaviourProbability() {}

  /** Returns the probability of each proposal of an agent in a space; empty where it varies. */
  static OptionalDouble of(String agent, SearchSpace space) {
    if (!agent.equals(UNIFORM)) {
      return OptionalDouble.empty();
    }
    double points = 1;
    for (int i = 0; i < space.size(); i++) {
      points *= space.dimensions().get(i).levels().size();
    }
    Set<String> constrained = new HashSet<>();
    for (Constraint constraint : space.constraints()) {
      boolean isApart = constraint.dimensions().stream().allMatch(constrained::add);
      double share = isApart ? validShare(space, constraint) : 0;
      if (share <= 0) {
        return OptionalDouble.empty();
      }
      points *= share;
    }
    return OptionalDouble.of(1 / points);
  }

  /** The share of combinations of a constraint's dimensions that meet it; 0 for too many. */
  private static double validShare(SearchSpace space, Constraint constraint) {
    List<String> names = space.dimensions().stream().map(d -> d.name()).toList();
    int[] places = constraint.dimensions().stream().mapToInt(names::indexOf).toArray();
    long combinations = 1;
    for (int place : places) {
      combinations *= space.dimensions().get(place).levels().size();
      if (combinations > MOST_COMBINATIONS) {
        return 0;
      }
    }
    long valid = 0;
    for (long combination = 0; combination < combinations; combination++) {
      Point point = space.baseline();
      long rest = combination;
      for (int place : places) {
        int levels = space.dimensions().get(place).levels().size();
        point = point.with(place, (int) (rest % levels));
        rest /= levels;
      }
      valid += constraint.holds().test(point) ? 1 : 0;
    }
    return (double) valid / combinations;
  }
}
