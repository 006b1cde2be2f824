package io.trimtab.actuators.transaction;

import io.trimtab.actuators.journal.Inheritance;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one writer knows of its transactions beyond the journal, which may be on a full disk. */
final class Unfinished {
  /** The open transactions that this writer may still apply and revert. */
  private final Set<Long> live = new HashSet<>();

  /** Those whose undo did not get everything back, or could not be journaled. */
  private final Set<Long> unsettled = new HashSet<>();

  /** Originals that live transactions took over from earlier ones, by transaction and tunable. */
  private final Map<Long, Map<String, String>> inherited = new HashMap<>();

  void begun(long id) {
    live.add(id);
  }

  /** It is committed, or left to its lease. */
  void left(long id) {
    live.remove(id);
  }

  boolean isLive(long id) {
    return live.contains(id);
  }

  void undoing(long id) {
    live.remove(id);
    unsettled.add(id);
  }

  void settled(long id) {
    unsettled.remove(id);
    inherited.remove(id);
  }

  boolean isUnsettled(long id) {
    return unsettled.contains(id);
  }

  void inherit(Inheritance inheritance) {
    inherited
        .computeIfAbsent(inheritance.heir(), id -> new HashMap<>())
        .put(inheritance.tunable(), inheritance.original());
  }

  /** The originals that a transaction took over, by tunable. */
  Map<String, String> inheritedBy(long id) {
    return inherited.getOrDefault(id, Map.of());
  }

  void clear() {
    live.clear();
  }
}
