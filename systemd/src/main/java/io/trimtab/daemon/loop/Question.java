package io.trimtab.daemon.loop;

import io.trimtab.actuators.catalogue.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a model is asked: all that it may know, so that it can be asked on another thread.
 *
 * @param nanos when, by the monotonic clock
 * @param now what there is in force, by tunable, as far as Trimtab changed it
 * @param permitted names of the tunables that may be turned
 * @param closed keys of configurations that are not to be tried now
 * @param tried what trials of this workload came to
 * @param isPolicyTrusted whether a policy's predictions may be used
 */
record Question(
    long nanos,
    Workload workload,
    Map<String, Value> now,
    List<String> permitted,
    Set<String> closed,
    List<Tried> tried,
    boolean isPolicyTrusted) {
  Question {
    now = Map.copyOf(now);
    permitted = List.copyOf(permitted);
    closed = Set.copyOf(closed);
    tried = List.copyOf(tried);
  }
}
