package io.trimtab.tuner.policy;

import io.trimtab.tuner.environment.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * What is different between two policies.
 *
 * @param onlyFirst configurations of the first alone
 * @param onlySecond configurations of the second alone
 * @param both configurations of both
 * @param choices the workloads that both know and for which they choose differently
 */
public record PolicyComparison(
    List<Setting> onlyFirst, List<Setting> onlySecond, List<Setting> both, List<Changed> choices) {
  /**
   * A workload for which two policies choose differently.
   *
   * @param first what the first chooses for it
   * @param second what the second chooses for it
   */
  public record Changed(String workload, Setting first, Setting second) {}

  /** Compares two policies; each is asked about the features that it has of a workload itself. */
  public static PolicyComparison of(Policy first, Policy second) {
    List<Setting> onlyFirst = new ArrayList<>(first.configurations());
    onlyFirst.removeAll(second.configurations());
    List<Setting> onlySecond = new ArrayList<>(second.configurations());
    onlySecond.removeAll(first.configurations());
    List<Setting> both = new ArrayList<>(first.configurations());
    both.retainAll(second.configurations());
    List<Changed> changed = new ArrayList<>();
    for (TrainingPoint one : first.points()) {
      for (TrainingPoint other : second.points()) {
        if (one.workload().equals(other.workload())) {
          Setting mine = first.choose(one.features()).setting();
          Setting theirs = second.choose(other.features()).setting();
          if (!mine.equals(theirs)) {
            changed.add(new Changed(one.workload(), mine, theirs));
          }
        }
      }
    }
    return new PolicyComparison(onlyFirst, onlySecond, both, changed);
  }

  /** Returns whether nothing is different that anybody would notice. */
  public boolean isSame() {
    return onlyFirst.isEmpty() && onlySecond.isEmpty() && choices.isEmpty();
  }
}
