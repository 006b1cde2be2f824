package io.trimtab.features.train;

import io.trimtab.features.classify.Dataset;
import io.trimtab.features.evaluate.Measures;
import io.trimtab.features.evaluate.PhaseChanges;
import io.trimtab.features.evaluate.Said;
import io.trimtab.features.model.Manifest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How good a way of training is, from what models trained without some runs said of those. Nothing
 * is measured on what was trained on, and thresholds are set by the training data of classes alone:
 * runs labelled novel, and the classes that were left out, have no say in them.
 */
public final class Evaluation {
  /** How many parts runs and intensities are divided into. */
  private static final int PARTS = 4;

  private final Measures runs;
  private final Measures intensities;
  private final Measures programs;
  private final Map<String, Measures> withoutClass;
  private final Manifest.Domain domain;
  private final long seed;

  private Evaluation(
      Measures runs,
      Measures intensities,
      Measures programs,
      Map<String, Measures> withoutClass,
      Manifest.Domain domain,
      long seed) {
    this.runs = runs;
    this.intensities = intensities;
    this.programs = programs;
    this.withoutClass = new TreeMap<>(withoutClass);
    this.domain = domain;
    this.seed = seed;
  }

  /** Trains some thirty times. */
  public static Evaluation of(
      Dataset dataset, TrainingSettings settings, TrainingListener listener) {
    long seed = settings.forest().seed();
    List<String> classes = TrainingSets.classes(dataset);
    Dataset novel = dataset.only(run -> run.label().isNovel());
    Dataset none = dataset.only(run -> false);
    List<Folds.Fold> byRun = Folds.byRun(dataset, PARTS, seed);
    List<Folds.Fold> byIntensity = Folds.byIntensity(dataset, PARTS, seed);
    List<Folds.Fold> byProgram = Folds.byProgram(dataset, seed);
    List<Folds.Fold> byClass = Folds.byClass(dataset, seed);
    listener.begin(byRun.size() + byIntensity.size() + byProgram.size() + byClass.size());
    CrossValidation validation = new CrossValidation(settings, listener);
    List<Said> ofPrograms = validation.said(byProgram, none);
    Manifest.Domain domain = Thresholds.of(ofPrograms, settings.alarms());
    List<List<Said>> ofClasses = validation.run(byClass, none);
    Map<String, Measures> withoutClass = new TreeMap<>();
    for (int i = 0; i < ofClasses.size(); i++) {
      withoutClass.put(byClass.get(i).name(), new Measures(classes, ofClasses.get(i), domain));
    }
    return new Evaluation(
        new Measures(classes, validation.said(byRun, novel), domain),
        new Measures(classes, validation.said(byIntensity, none), domain),
        new Measures(classes, ofPrograms, domain),
        withoutClass,
        domain,
        seed);
  }

  /** Where unknown begins; without any class's usual values. */
  public Manifest.Domain domain() {
    return domain;
  }

  /** Runs that were not trained on, of programs that were by other runs; and those of novel. */
  public Measures runs() {
    return runs;
  }

  /** The same, where no run of the same intensity was trained on either. */
  public Measures intensities() {
    return intensities;
  }

  /** Programs that were not trained on at all. */
  public Measures programs() {
    return programs;
  }

  /** For each class: how well it is known for strange by models that were trained without it. */
  public Map<String, Double> strangeClasses() {
    Map<String, Double> areas = new TreeMap<>();
    withoutClass.forEach(
        (workload, measures) ->
            areas.put(workload, measures.strange(said -> said.truth().equals(workload))));
    return areas;
  }

  /** How well runs labelled novel are known for strange; not a number if there are none. */
  public double strangeRuns() {
    return runs.strange(said -> said.run().label().isNovel());
  }

  /** How soon changes are recognised, among held-out runs of known programs. */
  public PhaseChanges phases() {
    return runs.phases(seed);
  }

  /** All figures by name, as a manifest keeps them. */
  public Map<String, Double> scores() {
    Map<String, Double> scores = new TreeMap<>();
    scores.put("macro_f1_runs", runs.votes().macroF1());
    scores.put("macro_f1_intensities", intensities.votes().macroF1());
    scores.put("macro_f1_programs", programs.votes().macroF1());
    scores.put("macro_f1_runs_with_unknown", runs.decisions().macroF1());
    scores.put("macro_f1_programs_with_unknown", programs.decisions().macroF1());
    scores.put("unknown_of_runs", runs.unknown(said -> !said.run().label().isNovel()));
    scores.put("unknown_of_programs", programs.unknown(said -> true));
    scores.put("unknown_of_novel", runs.unknown(said -> said.run().label().isNovel()));
    scores.put("auroc_novel", strangeRuns());
    Map<String, Double> areas = strangeClasses();
    areas.forEach((workload, area) -> scores.put("auroc_without_" + workload, area));
    scores.put(
        "auroc_without_a_class",
        areas.values().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN));
    PhaseChanges phases = phases();
    scores.put("phase_change_median_s", phases.median());
    scores.put("phase_change_p90_s", phases.late());
    scores.put("phase_changes_missed", phases.missed());
    scores.put("false_changes_per_hour", phases.falseChanges());
    scores.values().removeIf(score -> !Double.isFinite(score));
    return scores;
  }
}
