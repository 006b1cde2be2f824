package io.trimtab.tuner.policy;

import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The largest gains that recorded trials know of, by workload. */
public final class BestKnown {
  private final Map<String, Double> gains;

  private BestKnown(Map<String, Double> gains) {
    this.gains = gains;
  }

  /**
   * Reads them out of what was recorded on the same kernel.
   *
   * @param seed decides the forests that single lucky readings are held against
   */
  public static BestKnown of(Experience experience, Place place, long seed) {
    Map<String, Double> gains = new HashMap<>();
    Experience here = experience.only(log -> log.episode().place().kernel().equals(place.kernel()));
    for (WorkloadModel model : WorkloadModels.of(here, seed)) {
      gains.merge(model.workload().name(), model.gain(model.best()), Math::max);
    }
    return new BestKnown(gains);
  }

  /** Returns the largest gain known for a workload, as a log-ratio. */
  public OptionalDouble gain(String workload) {
    Double gain = gains.get(workload);
    return gain == null ? OptionalDouble.empty() : OptionalDouble.of(gain);
  }
}
