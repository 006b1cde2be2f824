package io.trimtab.actuators.transaction;

import java.util.List;

/**
 * A validated configuration as changes in the order in which they are to be written. Tunables that
 * already have their value are not in it.
 *
 * @param changes in writing order
 */
public record Plan(List<Change> changes) {
  public Plan {
    changes = List.copyOf(changes);
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }
}
