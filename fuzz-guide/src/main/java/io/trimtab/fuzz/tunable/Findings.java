package io.trimtab.fuzz.tunable;

import io.trimtab.actuators.region.UnsafeRegions;
import java.util.List;

/**
 * What was found out about a machine's tunables.
 *
 * @param machine which one
 * @param trials how many it took
 * @param relations tunables that act together
 * @param unsafe where the machine was hurt
 */
public record Findings(
    String machine, int trials, List<TunableRelation> relations, UnsafeRegions unsafe) {
  public Findings {
    relations = List.copyOf(relations);
  }
}
