package io.trimtab.tuner.agent;

import io.trimtab.tuner.environment.Setting;
import java.util.List;

/**
 * A few configurations that together serve the training workloads, and what each of them gained
 * there. Plain data, so that it can be kept in a file and looked at.
 *
 * @param configurations the first is {@link Setting#DEFAULTS}
 * @param known the training workloads
 * @param dimensions names of the dimensions that mattered in training, most first
 * @param bandwidth how far workloads have a say, as a multiple of the distance to the nearest
 * @param caution standard deviations by which a gain has to be expected before anything is tried
 */
public record Portfolio(
    List<Setting> configurations,
    List<Known> known,
    List<String> dimensions,
    double bandwidth,
    double caution) {
  /** Knows nothing but the defaults: whoever uses it searches. */
  public static final Portfolio EMPTY =
      new Portfolio(List.of(Setting.DEFAULTS), List.of(), List.of(), 1, 1);

  /**
   * A training workload.
   *
   * @param features under the defaults; not a number where one is unknown
   * @param gains log-ratio of each configuration against the defaults
   * @param errors standard deviations of the true gains around them
   */
  public record Known(
      String workload, List<Double> features, List<Double> gains, List<Double> errors) {
    public Known {
      features = List.copyOf(features);
      gains = List.copyOf(gains);
      errors = List.copyOf(errors);
    }
  }

  /**
   * Checks that the parts fit together.
   *
   * @throws IllegalArgumentException if the defaults are not first, a workload lacks a
   *     configuration, or a number is out of range
   */
  public Portfolio {
    configurations = List.copyOf(configurations);
    known = List.copyOf(known);
    dimensions = List.copyOf(dimensions);
    int size = configurations.size();
    if (size == 0 || !configurations.get(0).equals(Setting.DEFAULTS)) {
      throw new IllegalArgumentException("a portfolio begins with the defaults");
    }
    for (Known workload : known) {
      if (workload.gains().size() != size || workload.errors().size() != size) {
        throw new IllegalArgumentException(
            workload.workload() + ": not a gain for each of the " + size + " configurations");
      }
    }
    if (!(bandwidth > 0) || !(caution >= 0)) {
      throw new IllegalArgumentException(
          "out of range: bandwidth " + bandwidth + ", caution " + caution);
    }
  }
}
