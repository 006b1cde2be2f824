package io.trimtab.tuner.policy;

import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings that recorded trials know as the best of each workload. The best of many readings
 * owes something to luck, so what they are worth has to be measured anew.
 */
public final class BestKnown {
  private final Map<String, List<WorkloadModel>> models = new HashMap<>();

  private BestKnown(List<WorkloadModel> models) {
    for (WorkloadModel model : models) {
      this.models.computeIfAbsent(model.workload().name(), n -> new ArrayList<>()).add(model);
    }
  }

  /**
   * Reads them out of what was recorded on the same kernel.
   *
   * @param seed decides the forests that single lucky readings are held against
   */
  public static BestKnown of(Experience experience, Place place, long seed) {
    Experience here = experience.only(log -> log.episode().place().kernel().equals(place.kernel()));
    return new BestKnown(WorkloadModels.of(here, seed));
  }

  /**
   * Returns the settings of a workload from which most can be counted on, the best first; none that
   * is expected to gain nothing.
   *
   * @param count how many at most
   */
  public List<Setting> settings(String workload, int count) {
    record Candidate(Setting setting, WorkloadModel.Estimate estimate) {}
    return models.getOrDefault(workload, List.of()).stream()
        .flatMap(
            model ->
                model.tried().stream()
                    .map(setting -> new Candidate(setting, model.estimate(setting))))
        .filter(candidate -> candidate.estimate().gain() > 0)
        .sorted(Comparator.comparingDouble(candidate -> -candidate.estimate().cautious()))
        .map(Candidate::setting)
        .distinct()
        .limit(count)
        .toList();
  }
}
