package io.trimtab.features.train;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Run;
import io.trimtab.features.classify.WorkloadClass;
import java.util.List;

/** Makes training sets of labelled runs. */
final class TrainingSets {
  /** The weight of what is made up, in all of its class. */
  private static final double MADE_UP = 0.3;

  private TrainingSets() {}

  /** The classes that a data set has, in alphabetical order; novel is none. */
  static List<String> classes(Dataset dataset) {
    return dataset.runs().stream()
        .filter(run -> !run.label().isNovel())
        .map(run -> run.label().workload())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * All vectors of all runs that a class fits, balanced.
   *
   * @param substitutes what unknown features are filled in with
   * @param mixtures how many vectors of the class mixed are made up; together they have a part of
   *     the weight of those recorded of it. None if none were recorded.
   */
  static TrainingSet of(Dataset dataset, double[] substitutes, int mixtures, long seed) {
    Dataset known = dataset.only(run -> !run.label().isNovel());
    List<String> classes = classes(known);
    if (classes.size() < 2) {
      throw new FeaturesException(
          "nothing to tell apart: there are runs of "
              + (classes.isEmpty() ? "no class" : classes.get(0) + " alone")
              + "; record more with trimtab train dataset");
    }
    Weights weights = new Weights(known);
    int mixed = classes.indexOf(WorkloadClass.MIXED.word());
    List<double[]> made =
        mixed < 0 ? List.of() : new Mixtures(known, substitutes, seed).draw(mixtures);
    double[][] vectors = new double[known.vectors() + made.size()][];
    int[] labels = new int[vectors.length];
    float[] weight = new float[vectors.length];
    int next = 0;
    for (Run run : known.runs()) {
      for (double[] vector : run.vectors()) {
        vectors[next] = Medians.filled(vector, substitutes);
        labels[next] = classes.indexOf(run.label().workload());
        boolean isShared = labels[next] == mixed && !made.isEmpty();
        weight[next] = weights.of(run) * (isShared ? (float) (1 - MADE_UP) : 1);
        next++;
      }
    }
    for (double[] vector : made) {
      vectors[next] = vector;
      labels[next] = mixed;
      weight[next] = (float) (MADE_UP * known.vectors() / classes.size() / made.size());
      next++;
    }
    return new TrainingSet(dataset.schema(), classes, vectors, labels, weight);
  }
}
