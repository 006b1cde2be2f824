package io.trimtab.actuators.transaction;

import java.util.List;
import java.util.stream.Stream;

/**
 * A validated configuration as changes in the order in which they are to be written. Tunables that
 * already have their value are not in it.
 *
 * @param changes in writing order
 * @param bystanders tunables that the kernel may change when these are written: journaled so that
 *     they can be put back, too
 */
public record Plan(List<Change> changes, List<Change> bystanders) {
  public Plan {
    changes = List.copyOf(changes);
    bystanders = List.copyOf(bystanders);
  }

  /** The changes in writing order, and then the bystanders. */
  List<Change> all() {
    return Stream.concat(changes.stream(), bystanders.stream()).toList();
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }
}
