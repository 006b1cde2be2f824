package io.trimtab.fuzz.relation;

import java.util.ArrayList;
import java.util.List;

/**
 * What two tables disagree on.
 *
 * @param added relations that only the second has
 * @param removed relations that only the first has
 * @param common how many both have
 */
public record RelationDiff(List<Relation> added, List<Relation> removed, int common) {
  /** From one table to another. */
  public static RelationDiff of(RelationTable before, RelationTable after) {
    List<Relation> added = new ArrayList<>();
    List<Relation> removed = new ArrayList<>();
    int common = 0;
    for (var entry : after.all().entrySet()) {
      if (!entry.getValue().holds()) {
        continue;
      }
      if (before.get(entry.getKey()).holds()) {
        common++;
      } else {
        added.add(entry.getKey());
      }
    }
    for (var entry : before.all().entrySet()) {
      if (entry.getValue().holds() && !after.get(entry.getKey()).holds()) {
        removed.add(entry.getKey());
      }
    }
    return new RelationDiff(List.copyOf(added), List.copyOf(removed), common);
  }
}
