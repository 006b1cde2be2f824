package io.trimtab.tuner.policy;

import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How good policies made in this way are for workloads that they were made without: each training
 * workload is left out in turn, then each family; and what is held out is left out throughout. The
 * gain of a first proposal is read from the workload's own trials, or from their forest where it
 * was not tried, so this is a direct method with its bias; {@code tried} says how often it is none.
 */
final class HeldOutScores {
  /** A workload whose best gain is smaller has nothing to capture: 1 %. */
  private static final double LEAST_GAIN = 0.01;

  private HeldOutScores() {}

  static Map<String, Double> of(
      List<WorkloadModel> models, Place place, PolicyTrainer.Settings settings) {
    Map<String, Double> scores = new TreeMap<>();
    List<WorkloadModel> training =
        models.stream().filter(model -> !model.workload().isHeldOut()).toList();
    List<WorkloadModel> heldOut =
        models.stream().filter(model -> model.workload().isHeldOut()).toList();
    if (training.size() > 1) {
      Tally tally = new Tally();
      for (WorkloadModel left : training) {
        tally.add(left, without(training, m -> m != left, place, settings));
      }
      tally.put("workload_left_out", scores);
    }
    Set<String> families = new LinkedHashSet<>();
    training.forEach(model -> families.add(model.workload().family()));
    if (families.size() > 1) {
      Tally tally = new Tally();
      for (String family : families) {
        Policy policy =
            without(training, m -> !m.workload().family().equals(family), place, settings);
        training.stream()
            .filter(m -> m.workload().family().equals(family))
            .forEach(m -> tally.add(m, policy));
      }
      tally.put("family_left_out", scores);
    }
    if (!heldOut.isEmpty()) {
      Tally tally = new Tally();
      Policy policy = without(training, m -> true, place, settings);
      heldOut.forEach(model -> tally.add(model, policy));
      tally.put("held_out", scores);
    }
    return scores;
  }

  private static Policy without(
      List<WorkloadModel> models,
      Predicate<WorkloadModel> condition,
      Place place,
      PolicyTrainer.Settings settings) {
    return PolicyTrainer.without(
        models.stream().filter(condition).toList(), place, settings, "without some workloads");
  }

  private static final class Tally {
    private final List<Double> captured = new ArrayList<>();
    private final List<Double> gains = new ArrayList<>();
    private int tried;
    private int unknown;

    void add(WorkloadModel model, Policy policy) {
      Choice choice = policy.choose(model.features());
      Setting setting = choice.setting();
      double gain = model.gain(setting);
      double best = Math.max(model.gain(model.best()), gain);
      gains.add(gain);
      if (best >= LEAST_GAIN) {
        captured.add(gain / best);
      }
      tried += model.isTried(setting) ? 1 : 0;
      unknown += choice.isKnown() ? 0 : 1;
    }

    void put(String name, Map<String, Double> scores) {
      if (!captured.isEmpty()) {
        scores.put(name + ".captured_median", median(captured));
      }
      scores.put(
          name + ".worst_gain", Math.expm1(gains.stream().mapToDouble(g -> g).min().orElse(0)));
      scores.put(name + ".tried", (double) tried / gains.size());
      scores.put(name + ".unknown", (double) unknown / gains.size());
    }

    private static double median(List<Double> values) {
      double[] sorted = values.stream().mapToDouble(v -> v).toArray();
      Arrays.sort(sorted);
      int half = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
  }
}
