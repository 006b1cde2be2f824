package io.trimtab.features.train;

import io.trimtab.features.classify.Classifier;
import io.trimtab.features.classify.Dataset;
import io.trimtab.features.model.Manifest;
import java.util.List;
import java.util.Map;
import org.tribuo.Tribuo;

/** Trains the classifier that is kept: on all runs, with thresholds from an evaluation. */
public final class ClassifierTrainer {
  private ClassifierTrainer() {}

  /**
   * Trains. The same runs, settings and date give the same bytes.
   *
   * @param evaluation of the same runs and settings
   * @param created the date, as ISO 8601 says it
   */
  public static Classifier train(
      Dataset dataset, TrainingSettings settings, Evaluation evaluation, String created) {
    Dataset known = dataset.only(run -> !run.label().isNovel());
    Fit fit = Fit.of(known, settings);
    Manifest.Domain domain =
        new Manifest.Domain(evaluation.domain().strangeness(), Medians.usual(known, fit.classes()));
    List<String> labels =
        known.runs().stream().map(run -> run.label().toString()).distinct().sorted().toList();
    Manifest manifest =
        new Manifest(
            Classifier.KIND,
            created,
            Map.of("tribuo", Tribuo.VERSION),
            settings.forest().seed(),
            new Manifest.Data(known.digest(), known.vectors(), known.runs().size(), labels),
            dataset.schema().names(),
            fit.classes(),
            evaluation.scores(),
            domain);
    return new Classifier("the trained model", manifest, fit.forest(), fit.novelty());
  }
}
