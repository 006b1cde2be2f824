package io.trimtab.features.train;

import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Run;
import io.trimtab.features.forest.CompiledForest;
import io.trimtab.features.forest.Forest;
import io.trimtab.features.model.Manifest;
import io.trimtab.features.readahead.PatternModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tribuo.Tribuo;

/**
 * Trains the forest of the readahead loop. A label's first word is the pattern, its program is how
 * the file was read, its intensity the readahead in force.
 */
public final class PatternTrainer {
  /** Patterns are far apart, so that a small forest is enough; it is asked at every tick. */
  private static final int TREES = 48;

  private static final int DEPTH = 8;
  private static final int FOLDS = 4;
  private static final String FOREST = "the forest of access patterns";

  private PatternTrainer() {}

  /**
   * Trains on all runs. The same runs, seed and date give the same bytes.
   *
   * @param dataset of {@link io.trimtab.features.readahead.AccessFeatures}
   * @param created the date, as ISO 8601 says it
   * @return the model, whose manifest has the macro-F1 on readaheads and ways of reading that were
   *     kept out of training
   */
  public static PatternModel train(Dataset dataset, long seed, String created) {
    ForestSettings settings = new ForestSettings(TREES, DEPTH, 2, 0.3f, false, Set.of(), seed);
    Map<String, Double> scores = new TreeMap<>();
    scores.put("f1-other-readahead", f1(Folds.byIntensity(dataset, FOLDS, seed), settings));
    scores.put("f1-other-way", f1(Folds.byProgram(dataset, seed), settings));
    double[] substitutes = Medians.of(dataset);
    TribuoForest grown =
        TribuoForest.grow(TrainingSets.of(dataset, substitutes, 0, seed), settings);
    List<String> labels =
        dataset.runs().stream().map(run -> run.label().toString()).distinct().sorted().toList();
    Manifest manifest =
        new Manifest(
            PatternModel.KIND,
            created,
            Map.of("tribuo", Tribuo.VERSION),
            seed,
            new Manifest.Data(dataset.digest(), dataset.vectors(), dataset.runs().size(), labels),
            dataset.schema().names(),
            grown.classes(),
            scores,
            new Manifest.Domain(0, Medians.usual(dataset, grown.classes())));
    Forest forest = grown.compile(FOREST, substitutes);
    return new PatternModel(FOREST, manifest, forest);
  }

  /** The mean over patterns of the F1 of windows that were kept out of training. */
  private static double f1(List<Folds.Fold> folds, ForestSettings settings) {
    Map<String, int[]> counts = new TreeMap<>(); // right, wanted, given
    for (Folds.Fold fold : folds) {
      double[] substitutes = Medians.of(fold.training());
      TribuoForest grown =
          TribuoForest.grow(
              TrainingSets.of(fold.training(), substitutes, 0, settings.seed()), settings);
      Forest forest = grown.compile(FOREST, substitutes);
      double[] votes = new double[forest.outputs()];
      for (Run run : fold.held().runs()) {
        for (double[] vector : run.vectors()) {
          forest.score(vector, 1, votes);
          String given = grown.classes().get(CompiledForest.best(votes, 0, votes.length));
          String wanted = run.label().workload();
          counts.computeIfAbsent(wanted, key -> new int[3])[1]++;
          counts.computeIfAbsent(given, key -> new int[3])[2]++;
          if (given.equals(wanted)) {
            counts.computeIfAbsent(wanted, key -> new int[3])[0]++;
          }
        }
      }
    }
    return counts.values().stream()
        .mapToDouble(count -> 2.0 * count[0] / (count[1] + count[2]))
        .average()
        .orElse(0);
  }
}
