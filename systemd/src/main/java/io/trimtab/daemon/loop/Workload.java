package io.trimtab.daemon.loop;

import io.trimtab.features.classify.WorkloadClass;
import java.util.List;

/**
 * What the host does.
 *
 * @param name the class, or unknown; empty while nothing is known
 * @param confidence of the class, 0 to 1
 * @param vector its features, in the order of the host's schema; empty where there are none
 */
record Workload(String name, double confidence, List<Double> vector) {
  static final Workload NONE = new Workload("", 0, List.of());

  /** Where there is no model that could tell. */
  static final Workload UNRECOGNISED = new Workload(WorkloadClass.UNKNOWN, 0, List.of());

  Workload {
    vector = List.copyOf(vector);
  }

  boolean isIdle() {
    return name.equals(WorkloadClass.IDLE.word());
  }

  /** Whether a model has a name for it. */
  boolean isKnown() {
    return !name.isEmpty() && !name.equals(WorkloadClass.UNKNOWN);
  }
}
