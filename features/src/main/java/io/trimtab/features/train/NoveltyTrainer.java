package io.trimtab.features.train;

import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Novelty;
import io.trimtab.features.classify.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the examples that novelty is measured against: vectors of every run, as many of each as
 * there is room for, spread evenly over its time.
 */
final class NoveltyTrainer {
  private static final double USUAL = 0.9;

  private static final class Example {
    private final String label;
    private final double[] vector;

    private Example(String label, double[] vector) {
      this.label = label;
      this.vector = vector;
    }

    private String label() {
      return label;
    }

    private double[] vector() {
      return vector;
    }
  }

  private final Dataset dataset;
  private final double[] substitutes;
  private final double[] importance;

  /**
   * @param importance of each feature; see {@link io.trimtab.features.forest.Forest#importance}
   */
  NoveltyTrainer(Dataset dataset, double[] substitutes, double[] importance) {
    this.dataset = dataset;
    this.substitutes = substitutes;
    this.importance = importance;
  }

  Novelty train(int examples) {
    List<Example> chosen = choose(examples);
    double[] scales = scales();
    double unit = usual(chosen, scales);
    float[] factors = new float[scales.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) (scales[i] / unit);
    }
    float[] scaled = new float[chosen.size() * factors.length];
    for (int example = 0; example < chosen.size(); example++) {
      double[] vector = chosen.get(example).vector();
      for (int i = 0; i < factors.length; i++) {
        scaled[example * factors.length + i] = (float) (vector[i] * factors[i]);
      }
    }
    return new Novelty(factors, scaled, substitutes);
  }

  private List<Example> choose(int examples) {
    int each = Math.max(1, examples / Math.max(1, dataset.runs().size()));
    List<Example> chosen = new ArrayList<>();
    for (Run run : dataset.runs()) {
      int count = Math.min(each, run.vectors().size());
      for (int i = 0; i < count; i++) {
        double[] vector = run.vectors().get((int) ((i + 0.5) * run.vectors().size() / count));
        chosen.add(new Example(run.label().toString(), Medians.filled(vector, substitutes)));
      }
    }
    return chosen;
  }

  /** The root of its importance over its standard deviation, for each feature. */
  private double[] scales() {
    double[] scales = new double[dataset.schema().size()];
    for (int place = 0; place < scales.length; place++) {
      double[] values = Medians.sorted(dataset.runs(), place);
      double mean = 0;
      for (double value : values) {
        mean += value / values.length;
      }
      double variance = 0;
      for (double value : values) {
        variance += (value - mean) * (value - mean) / values.length;
      }
      scales[place] = variance > 1e-12 ? Math.sqrt(importance[place] / variance) : 0;
    }
    return scales;
  }

  /** How far most examples are from the nearest one of another program or intensity. */
  private static double usual(List<Example> examples, double[] scales) {
    double[] nearest =
        examples.stream()
            .mapToDouble(
                one ->
                    examples.stream()
                        .filter(other -> !other.label().equals(one.label()))
                        .mapToDouble(other -> distance(one.vector(), other.vector(), scales))
                        .min()
                        .orElse(0))
            .sorted()
            .toArray();
    double usual = Medians.quantile(nearest, USUAL);
    return usual > 0 ? usual : 1;
  }

  private static double distance(double[] one, double[] other, double[] scales) {
    double sum = 0;
    for (int i = 0; i < scales.length; i++) {
      double gap = (one[i] - other[i]) * scales[i];
      sum += gap * gap;
    }
    return Math.sqrt(sum);
  }
}
