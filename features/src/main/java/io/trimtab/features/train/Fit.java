package io.trimtab.features.train;

import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Novelty;
import io.trimtab.features.classify.Opinion;
import io.trimtab.features.forest.CompiledForest;
import io.trimtab.features.forest.Forest;
import io.trimtab.features.forest.QuantisedForest;
import java.util.List;

/** What training gives before anything is decided by it: a forest, and what it knows. */
final class Fit {
  /** Of a feature, in the quantised form. More make the table larger and decide no better. */
  static final int THRESHOLDS = 64;

  private final List<String> classes;
  private final CompiledForest forest;
  private final Novelty novelty;

  private Fit(List<String> classes, CompiledForest forest, Novelty novelty) {
    this.classes = classes;
    this.forest = forest;
    this.novelty = novelty;
  }

  /** Trains on all runs that a class fits. */
  static Fit of(Dataset dataset, TrainingSettings settings) {
    Dataset known = dataset.only(run -> !run.label().isNovel());
    double[] substitutes = Medians.of(known);
    TribuoForest grown =
        TribuoForest.grow(
            TrainingSets.of(known, substitutes, settings.mixtures(), settings.forest().seed()),
            settings.forest());
    Forest full = grown.compile("the forest", substitutes);
    CompiledForest forest = settings.isQuantised() ? QuantisedForest.of(full, THRESHOLDS) : full;
    Novelty novelty =
        new NoveltyTrainer(known, substitutes, full.importance()).train(settings.examples());
    return new Fit(grown.classes(), forest, novelty);
  }

  List<String> classes() {
    return classes;
  }

  CompiledForest forest() {
    return forest;
  }

  Novelty novelty() {
    return novelty;
  }

  Opinion opinion(double[] vector) {
    double[] votes = new double[forest.outputs()];
    forest.score(vector, 1, votes);
    return Opinion.of(classes, votes, 0, novelty.of(vector, 0));
  }
}
