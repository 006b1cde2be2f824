package io.trimtab.tuner.environment;

import io.trimtab.tuner.search.Forest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a workload would give under a setting that was never tried: a forest over the logarithms of
 * the values, and one over whether trials failed. It has no noise of its own, and like all trees it
 * knows nothing beyond the outermost trials but to repeat them.
 */
final class WorkloadSurrogate {
  private static final double FAILS_FROM = 0.5;

  private final SettingEncoder encoder;
  private final Optional<Forest> values;
  private final Optional<Forest> failures;
  private final double typical;
  private final String reason;

  /**
   * Fits a surrogate.
   *
   * @param trials of one workload, at least one
   */
  WorkloadSurrogate(SettingEncoder encoder, List<RecordedTrial> trials, long seed) {
    this.encoder = encoder;
    List<double[]> rows = new ArrayList<>();
    List<double[]> all = new ArrayList<>();
    List<Double> logs = new ArrayList<>();
    List<Double> failed = new ArrayList<>();
    String last = "";
    for (RecordedTrial trial : trials) {
      double[] row = encoder.encode(trial.setting());
      all.add(row);
      if (trial.evaluation() instanceof Evaluation.Measured m) {
        rows.add(row);
        logs.add(Math.log(m.value()));
        failed.add(0.0);
      } else if (trial.evaluation() instanceof Evaluation.Failed f) {
        failed.add(1.0);
        last = f.reason();
      }
    }
    this.reason = last;
    this.values = fit(rows, logs, seed);
    this.failures = last.isEmpty() ? Optional.empty() : fit(all, failed, seed + 1);
    this.typical = logs.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** Returns what a setting would give, with its uncertainty; without features. */
  Replayed predict(Setting setting) {
    double[] row = encoder.encode(setting);
    boolean fails =
        values.isEmpty() || failures.filter(f -> f.predict(row).mean() >= FAILS_FROM).isPresent();
    if (fails && !reason.isEmpty()) {
      return new Replayed(
          new Evaluation.Failed("as others like it: " + reason), Replayed.Source.SURROGATE, 0);
    }
    Forest.Prediction prediction =
        values.map(f -> f.predict(row)).orElse(new Forest.Prediction(typical, 0));
    return new Replayed(
        new Evaluation.Measured(Math.exp(prediction.mean()), List.of()),
        Replayed.Source.SURROGATE,
        prediction.deviation());
  }

  private static Optional<Forest> fit(List<double[]> rows, List<Double> targets, long seed) {
    return rows.size() < 2
        ? Optional.empty()
        : Optional.of(
            Forest.fit(
                rows.toArray(double[][]::new),
                targets.stream().mapToDouble(Double::doubleValue).toArray(),
                seed));
  }
}
