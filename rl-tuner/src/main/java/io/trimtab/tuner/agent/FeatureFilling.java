package io.trimtab.tuner.agent;

import java.util.List;
import java.util.stream.IntStream;

/** Feature vectors of one length without gaps: what is unknown is taken to be as on average. */
record FeatureFilling(List<Double> means) {
  /** Learns the averages of some vectors, of equal length or empty. */
  static FeatureFilling of(List<List<Double>> features) {
    int width = features.stream().mapToInt(List::size).max().orElse(0);
    return new FeatureFilling(
        IntStream.range(0, width)
            .mapToObj(
                j ->
                    features.stream()
                        .filter(f -> f.size() > j && !f.get(j).isNaN())
                        .mapToDouble(f -> f.get(j))
                        .average()
                        .orElse(0))
            .toList());
  }

  /** Returns a vector with its gaps filled. */
  double[] filled(List<Double> features) {
    double[] filled = new double[means.size()];
    for (int j = 0; j < filled.length; j++) {
      boolean isKnown = features.size() > j && !features.get(j).isNaN();
      filled[j] = isKnown ? features.get(j) : means.get(j);
    }
    return filled;
  }
}
