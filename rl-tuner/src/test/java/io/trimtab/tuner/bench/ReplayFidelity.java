package io.trimtab.tuner.bench;

import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Laboratory;
import io.trimtab.tuner.environment.RecordedTrial;
import io.trimtab.tuner.environment.ReplayLaboratory;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.experience.EpisodeLog;
import io.trimtab.tuner.experience.Experience;
import io.trimtab.tuner.experience.TrialRecord;
import io.trimtab.tuner.search.SearchSpace;
import io.trimtab.tuner.workload.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import smile.math.MathEx;

/**
 * How well a replay predicts settings that it has no trial of: five times, a fifth of the settings
 * is kept from it. Logarithms of the values are compared, of trials that did not fail.
 *
 * @param settings how many were predicted
 * @param spearman rank correlation of predicted and recorded values
 * @param explained share of the variance that the predictions explain
 */
record ReplayFidelity(String workload, int settings, double spearman, double explained) {
  private static final int FOLDS = 5;

  /** Replays what was recorded of one workload. */
  static ReplayFidelity of(Experience recorded, String name) throws InterruptedException {
    Map<Setting, List<RecordedTrial>> trials = new LinkedHashMap<>();
    Workload workload = null;
    SearchSpace space = null;
    for (EpisodeLog log : recorded.episodes()) {
      if (!log.episode().workload().name().equals(name)) {
        continue;
      }
      workload = log.episode().workload();
      space = log.episode().place().space();
      for (TrialRecord trial : log.trials()) {
        if (trial.evaluation() instanceof Evaluation.Measured) {
          trials
              .computeIfAbsent(trial.setting(), s -> new ArrayList<>())
              .add(new RecordedTrial(name, trial.setting(), trial.draw(), trial.evaluation()));
        }
      }
    }
    if (workload == null || space == null) {
      throw new IllegalArgumentException(name + " was not recorded");
    }
    List<Setting> settings = new ArrayList<>(trials.keySet());
    Collections.shuffle(settings, new Random(1));
    List<Double> truth = new ArrayList<>();
    List<Double> predicted = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<RecordedTrial> known = new ArrayList<>();
      for (int i = 0; i < settings.size(); i++) {
        if (i % FOLDS != fold) {
          known.addAll(trials.getOrDefault(settings.get(i), List.of()));
        }
      }
      try (Laboratory replay = new ReplayLaboratory("four fifths", space, known, 1)) {
        for (int i = fold; i < settings.size(); i += FOLDS) {
          Setting setting = settings.get(i);
          RecordedTrial trial = trials.getOrDefault(setting, List.of()).get(0);
          if (replay.evaluate(new Laboratory.Trial(workload, setting, 0))
                  instanceof Evaluation.Measured answer
              && trial.evaluation() instanceof Evaluation.Measured recordedValue) {
            truth.add(Math.log(recordedValue.value()));
            predicted.add(Math.log(answer.value()));
          }
        }
      }
    }
    double[] x = truth.stream().mapToDouble(Double::doubleValue).toArray();
    double[] y = predicted.stream().mapToDouble(Double::doubleValue).toArray();
    return new ReplayFidelity(name, x.length, MathEx.spearman(x, y), explained(x, y));
  }

  private static double explained(double[] truth, double[] predicted) {
    double mean = MathEx.mean(truth);
    double left = 0;
    double all = 0;
    for (int i = 0; i < truth.length; i++) {
      left += (truth[i] - predicted[i]) * (truth[i] - predicted[i]);
      all += (truth[i] - mean) * (truth[i] - mean);
    }
    return 1 - left / all;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %d settings predicted without knowing them: rank correlation %.2f, %.0f %% of the variance explained",
        workload,
        settings,
        spearman,
        100 * explained);
  }
}
