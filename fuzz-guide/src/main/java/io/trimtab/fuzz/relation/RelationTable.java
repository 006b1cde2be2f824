package io.trimtab.fuzz.relation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which calls influence which, with the evidence. Safe for use by several threads. */
public final class RelationTable {
  private final Map<String, Map<String, Evidence>> from = new HashMap<>();
  private final Map<String, Map<String, Evidence>> to = new HashMap<>();
  private final Set<Relation> unsaved = new HashSet<>();
  private int holding;
  private int dynamic;

  /** Adds what was learned to what is known; true if the relation holds now and did not before. */
  public synchronized boolean add(Relation relation, Evidence evidence) {
    Evidence before = find(relation);
    Evidence now = before.and(evidence);
    from.computeIfAbsent(relation.from(), key -> new TreeMap<>()).put(relation.to(), now);
    to.computeIfAbsent(relation.to(), key -> new TreeMap<>()).put(relation.from(), now);
    unsaved.add(relation);
    holding += (now.holds() ? 1 : 0) - (before.holds() ? 1 : 0);
    dynamic += (now.isDynamic() ? 1 : 0) - (before.isDynamic() ? 1 : 0);
    return now.holds() && !before.holds();
  }

  /** Adds all of another table. */
  public void addAll(RelationTable other) {
    other.all().forEach(this::add);
  }

  /** What is known of a pair; {@link Evidence#NONE} if nothing. */
  public Evidence get(Relation relation) {
    return find(relation);
  }

  private synchronized Evidence find(Relation relation) {
    return Optional.ofNullable(from.get(relation.from()))
        .map(row -> row.get(relation.to()))
        .orElse(Evidence.NONE);
  }

  public boolean holds(String fromCall, String toCall) {
    return find(new Relation(fromCall, toCall)).holds();
  }

  /** What a call influences. */
  public synchronized List<String> influencedBy(String call) {
    return holding(from.get(call));
  }

  /** What influences a call. */
  public synchronized List<String> influencing(String call) {
    return holding(to.get(call));
  }

  private static List<String> holding(@Nullable Map<String, Evidence> row) {
    return row == null
        ? List.of()
        : row.entrySet().stream()
            .filter(entry -> entry.getValue().holds())
            .map(Map.Entry::getKey)
            .toList();
  }

  /** Every pair of which anything is known, in order. */
  public synchronized Map<Relation, Evidence> all() {
    Map<Relation, Evidence> all = new TreeMap<>();
    from.forEach(
        (call, row) ->
            row.forEach((other, evidence) -> all.put(new Relation(call, other), evidence)));
    return all;
  }

  /** What is known of the pairs of which something was added since it was saved. */
  public synchronized Map<Relation, Evidence> unsaved() {
    Map<Relation, Evidence> changed = new TreeMap<>();
    unsaved.forEach(relation -> changed.put(relation, find(relation)));
    return changed;
  }

  /** What was known of some pairs has been saved. */
  public synchronized void saved(Map<Relation, Evidence> evidence) {
    evidence.forEach(
        (relation, then) -> {
          if (find(relation).equals(then)) {
            unsaved.remove(relation);
          }
        });
  }

  /** How many relations hold. */
  public synchronized int size() {
    return holding;
  }

  /** How many of them were found by execution. */
  public synchronized int dynamic() {
    return dynamic;
  }
}
