package io.trimtab.tuner.policy;

import io.trimtab.tuner.agent.WorkloadExperience;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.Baseline;
import io.trimtab.tuner.experience.EpisodeLog;
import io.trimtab.tuner.experience.TrialRecord;
import io.trimtab.tuner.search.Forest;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;
import io.trimtab.tuner.workload.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a workload's trials say of any setting: what was measured where it was tried, pulled towards
 * what a forest of all its trials expects there, the more the fewer and noisier its own trials are;
 * the forest alone elsewhere. Readings that are merely lucky so lose what luck gave them.
 */
public final class WorkloadModel {
  /** What a setting that broke the workload counts as. */
  static final double FAILURE = -1;

  /** Spread of true gains about the forest's expectation, besides its own deviation. */
  private static final double LEAST_SPREAD = 0.03;

  private static final int LEAST_FOR_FOREST = 4;

  /** What is known of a setting; positive is better than the defaults. */
  record Estimate(double gain, double deviation) {
    /** What can be counted on. */
    double cautious() {
      return gain - deviation;
    }
  }

  private static final class Tried {
    private double sum;
    private double variance;
    private int count;
    private boolean failed;

    double mean() {
      return failed ? FAILURE : sum / count;
    }
  }

  private final Workload workload;
  private final List<Double> features;
  private final SearchSpace space;
  private final Map<Setting, Tried> tried = new LinkedHashMap<>();
  private final List<WorkloadExperience.Tried> trials = new ArrayList<>();
  private final Optional<Forest> forest;

  private WorkloadModel(List<EpisodeLog> logs, Optional<SearchSpace> there, long seed) {
    EpisodeLog first = logs.get(0);
    this.workload = first.episode().workload();
    this.space = there.orElse(first.episode().place().space());
    this.features =
        logs.stream()
            .map(EpisodeLog::baseline)
            .max(Comparator.comparingInt(b -> b.runs().size()))
            .orElseThrow()
            .features();
    for (EpisodeLog log : logs) {
      log.trials().forEach(trial -> add(trial, log.baseline()));
    }
    this.forest = fit(seed);
  }

  /**
   * Makes a model of one workload's episodes. Each trial is compared with the baseline of its own
   * episode: another place's would make gains of what is a difference of machines.
   *
   * @param logs at least one, with a known baseline
   * @param there a space other than theirs
   * @param seed decides the forest
   */
  static WorkloadModel of(List<EpisodeLog> logs, Optional<SearchSpace> there, long seed) {
    return new WorkloadModel(logs, there, seed);
  }

  private void add(TrialRecord trial, Baseline baseline) {
    if (trial.setting().equals(Setting.DEFAULTS)) {
      return;
    }
    Tried at = tried.computeIfAbsent(trial.setting(), s -> new Tried());
    Evaluation evaluation = trial.evaluation();
    Outcome outcome = baseline.outcome(evaluation, workload.objective().direction());
    Point point = NearestPoint.of(space, trial.setting());
    trials.add(new WorkloadExperience.Tried(point, outcome));
    if (outcome instanceof Outcome.Measured measured) {
      at.sum += measured.logRatio();
      at.variance += measured.standardError() * measured.standardError();
      at.count++;
    } else {
      at.failed = true;
    }
  }

  private Optional<Forest> fit(long seed) {
    if (tried.size() < LEAST_FOR_FOREST) {
      return Optional.empty();
    }
    List<double[]> rows = new ArrayList<>();
    List<Double> targets = new ArrayList<>();
    rows.add(space.encode(space.baseline()));
    targets.add(0.0);
    tried.forEach(
        (setting, at) -> {
          rows.add(row(setting));
          targets.add(at.mean());
        });
    return Optional.of(
        Forest.fit(
            rows.toArray(double[][]::new),
            targets.stream().mapToDouble(Double::doubleValue).toArray(),
            seed));
  }

  private double[] row(Setting setting) {
    return space.encode(NearestPoint.of(space, setting));
  }

  /** Returns the workload. */
  public Workload workload() {
    return workload;
  }

  /** Returns what agents learn from; settings of other spaces are the nearest points of this. */
  public WorkloadExperience lesson() {
    return new WorkloadExperience(workload.name(), features(), trials);
  }

  /** Returns its features under the defaults, by the baseline with the most draws. */
  public List<Double> features() {
    return features;
  }

  /** Returns the settings that were tried, other than the defaults. */
  List<Setting> tried() {
    return List.copyOf(tried.keySet());
  }

  /** Returns whether a setting was tried. */
  boolean isTried(Setting setting) {
    return setting.equals(Setting.DEFAULTS) || tried.containsKey(setting);
  }

  /** Returns whether a setting broke the workload in any of its trials. */
  boolean isBrokenBy(Setting setting) {
    return Optional.ofNullable(tried.get(setting)).filter(at -> at.failed).isPresent();
  }

  /** Returns what is known of a setting. */
  Estimate estimate(Setting setting) {
    if (setting.equals(Setting.DEFAULTS)) {
      return new Estimate(0, 0);
    }
    if (isBrokenBy(setting)) {
      return new Estimate(FAILURE, 0);
    }
    Optional<Tried> at = Optional.ofNullable(tried.get(setting));
    Optional<Estimate> expected = forest.map(f -> expected(f, setting));
    if (at.isEmpty()) {
      return expected.orElse(new Estimate(0, 1));
    }
    Tried own = at.get();
    double variance = own.variance / own.count / own.count;
    Estimate measured = new Estimate(own.mean(), Math.sqrt(variance));
    return expected.map(e -> pooled(measured, e)).orElse(measured);
  }

  private Estimate expected(Forest trees, Setting setting) {
    Forest.Prediction prediction = trees.predict(row(setting));
    return new Estimate(prediction.mean(), Math.hypot(prediction.deviation(), LEAST_SPREAD));
  }

  private static Estimate pooled(Estimate one, Estimate other) {
    double w = 1 / (one.deviation() * one.deviation());
    double v = 1 / (other.deviation() * other.deviation());
    return new Estimate((w * one.gain() + v * other.gain()) / (w + v), 1 / Math.sqrt(w + v));
  }

  /** Returns the best setting known; the defaults where none is better. */
  public Setting best() {
    return tried.keySet().stream()
        .filter(setting -> estimate(setting).gain() > 0)
        .max(Comparator.comparingDouble(setting -> estimate(setting).gain()))
        .orElse(Setting.DEFAULTS);
  }

  /** Returns the gain of a setting as a log-ratio, as far as it is known. */
  public double gain(Setting setting) {
    return estimate(setting).gain();
  }

  /** Returns the deviation of that. */
  public double deviation(Setting setting) {
    return estimate(setting).deviation();
  }
}
