package io.trimtab.features.train;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Run;
import java.util.List;

/** Makes training sets of labelled runs. */
final class TrainingSets {
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
   */
  static TrainingSet of(Dataset dataset, double[] substitutes) {
    Dataset known = dataset.only(run -> !run.label().isNovel());
    List<String> classes = classes(known);
    if (classes.size() < 2) {
      throw new FeaturesException(
          "nothing to tell apart: there are runs of "
              + (classes.isEmpty() ? "no class" : classes.get(0) + " alone")
              + "; record more with trimtab train dataset");
    }
    Weights weights = new Weights(known);
    double[][] vectors = new double[known.vectors()][];
    int[] labels = new int[vectors.length];
    float[] weight = new float[vectors.length];
    int next = 0;
    for (Run run : known.runs()) {
      for (double[] vector : run.vectors()) {
        vectors[next] = Medians.filled(vector, substitutes);
        labels[next] = classes.indexOf(run.label().workload());
        weight[next] = weights.of(run);
        next++;
      }
    }
    return new TrainingSet(dataset.schema(), classes, vectors, labels, weight);
  }
}
