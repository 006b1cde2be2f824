package io.trimtab.features.train;

import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Run;
import io.trimtab.features.model.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Order statistics of features. */
final class Medians {
  private Medians() {}

  /** Each feature's median over all vectors in which it is known; 0 if it never is. */
  static double[] of(Dataset dataset) {
    double[] medians = new double[dataset.schema().size()];
    for (int place = 0; place < medians.length; place++) {
      medians[place] = quantile(sorted(dataset.runs(), place), 0.5);
    }
    return medians;
  }

  /** The usual values of each feature in each class. */
  static List<List<Manifest.Usual>> usual(Dataset dataset, List<String> classes) {
    List<List<Manifest.Usual>> all = new ArrayList<>();
    for (String workload : classes) {
      List<Run> runs =
          dataset.runs().stream().filter(run -> run.label().workload().equals(workload)).toList();
      List<Manifest.Usual> row = new ArrayList<>();
      for (int place = 0; place < dataset.schema().size(); place++) {
        double[] sorted = sorted(runs, place);
        row.add(
            new Manifest.Usual(
                Dataset.rounded(quantile(sorted, 0.1)),
                Dataset.rounded(quantile(sorted, 0.5)),
                Dataset.rounded(quantile(sorted, 0.9))));
      }
      all.add(row);
    }
    return all;
  }

  static double[] sorted(List<Run> runs, int place) {
    return runs.stream()
        .flatMap(run -> run.vectors().stream())
        .mapToDouble(vector -> vector[place])
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }

  /** 0 if there are no values. */
  static double quantile(double[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
  }

  /** A vector with its unknown features filled in. */
  static double[] filled(double[] vector, double[] medians) {
    double[] filled = Arrays.copyOf(vector, vector.length);
    for (int i = 0; i < filled.length; i++) {
      if (!Double.isFinite(filled[i])) {
        filled[i] = medians[i];
      }
    }
    return filled;
  }
}
