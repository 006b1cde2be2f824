package io.trimtab.tuner.efficiency;

import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.measure.Direction;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Compares settings with the baseline in a laboratory, both with the same draws of its noise. What
 * was tried once is remembered: a laboratory repeats.
 */
final class PairedTrials {
  private record Key(String workload, Setting setting, long draw) {}

  private final Laboratory laboratory;
  private final double leastError;
  private final Map<Key, Evaluation> known = new HashMap<>();

  /**
   * Creates a comparison.
   *
   * @param leastError standard error below which no outcome is believed, positive
   */
  PairedTrials(Laboratory laboratory, double leastError) {
    this.laboratory = laboratory;
    this.leastError = leastError;
  }

  /**
   * Compares over some draws; one that fails makes it a failure.
   *
   * @param first the first draw
   * @param count how many, at least 1
   */
  Outcome outcome(Workload workload, Setting setting, long first, int count)
      throws InterruptedException {
    List<Double> ratios = new ArrayList<>();
    for (long draw = first; draw < first + count; draw++) {
      Evaluation tried = evaluate(workload, setting, draw);
      Evaluation baseline = evaluate(workload, Setting.DEFAULTS, draw);
      if (tried instanceof Evaluation.Failed failed) {
        return new Outcome.Failed(failed.reason());
      }
      if (tried instanceof Evaluation.Measured m && baseline instanceof Evaluation.Measured b) {
        double ratio = Math.log(m.value() / b.value());
        boolean isLess = workload.objective().direction() == Direction.MINIMISE;
        ratios.add(isLess ? -ratio : ratio);
      }
    }
    if (ratios.isEmpty()) {
      return new Outcome.Failed("the workload fails under the baseline");
    }
    double mean = ratios.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double squares = ratios.stream().mapToDouble(r -> (r - mean) * (r - mean)).sum();
    double error = ratios.size() < 2 ? 0 : Math.sqrt(squares / (ratios.size() - 1) / ratios.size());
    return new Outcome.Measured(mean, Math.max(leastError, error));
  }

  /** Returns the mean log-ratio over some draws; empty where the workload fails. */
  OptionalDouble gain(Workload workload, Setting setting, long first, int count)
      throws InterruptedException {
    return outcome(workload, setting, first, count) instanceof Outcome.Measured m
        ? OptionalDouble.of(m.logRatio())
        : OptionalDouble.empty();
  }

  /** Returns the features of a workload under the baseline; empty where it fails. */
  List<Double> features(Workload workload, long draw) throws InterruptedException {
    return evaluate(workload, Setting.DEFAULTS, draw) instanceof Evaluation.Measured m
        ? m.features()
        : List.of();
  }

  private Evaluation evaluate(Workload workload, Setting setting, long draw)
      throws InterruptedException {
    Key key = new Key(workload.name(), setting, draw);
    Evaluation evaluation = known.get(key);
    if (evaluation == null) {
      evaluation = laboratory.evaluate(new Laboratory.Trial(workload, setting, draw));
      known.put(key, evaluation);
    }
    return evaluation;
  }
}
