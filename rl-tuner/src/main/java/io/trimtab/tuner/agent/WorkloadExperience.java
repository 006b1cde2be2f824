package io.trimtab.tuner.agent;

import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import java.util.List;

/**
 * What is known of one workload.
 *
 * @param workload its name
 * @param features what the machine did while it ran under the baseline, in the order of the host
 *     features; not a number where one is unknown, empty where nothing was observed
 * @param tried the points that were tried, repeats included
 */
public record WorkloadExperience(String workload, List<Double> features, List<Tried> tried) {
  /** A point and what came of it. */
  public record Tried(Point point, Outcome outcome) {}

  public WorkloadExperience {
    features = List.copyOf(features);
    tried = List.copyOf(tried);
  }
}
