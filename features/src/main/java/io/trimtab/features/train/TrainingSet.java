package io.trimtab.features.train;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.registry.FeatureSchema;
import java.util.List;

/** What a forest is trained on: vectors, each with the class that it is of, and a weight. */
public final class TrainingSet {
  private final FeatureSchema schema;
  private final List<String> classes;
  private final double[][] vectors;
  private final int[] labels;
  private final float[] weights;

  /**
   * @param schema the features' names
   * @param classes their names; a label is a place in them
   * @param vectors each as wide as the schema, and finite
   * @param labels one for each vector
   * @param weights one for each vector, above 0
   * @throws FeaturesException if it is empty, or the parts do not fit together
   */
  public TrainingSet(
      FeatureSchema schema,
      List<String> classes,
      double[][] vectors,
      int[] labels,
      float[] weights) {
    if (vectors.length == 0) {
      throw new FeaturesException("nothing to train on: there is no vector");
    }
    if (labels.length != vectors.length || weights.length != vectors.length) {
      throw new FeaturesException(
          vectors.length
              + " vectors, "
              + labels.length
              + " labels and "
              + weights.length
              + " weights do not fit together");
    }
    this.schema = schema;
    this.classes = List.copyOf(classes);
    this.vectors = vectors.clone();
    this.labels = labels.clone();
    this.weights = weights.clone();
    for (int i = 0; i < vectors.length; i++) {
      check(schema, classes, vectors[i], labels[i], weights[i], i);
    }
  }

  public FeatureSchema schema() {
    return schema;
  }

  public List<String> classes() {
    return classes;
  }

  /** One of the vectors; it is the set's own, for reading. */
  public double[] vector(int i) {
    return vectors[i];
  }

  /** Its class's place. */
  public int label(int i) {
    return labels[i];
  }

  public float weight(int i) {
    return weights[i];
  }

  private static void check(
      FeatureSchema schema, List<String> classes, double[] vector, int label, float weight, int i) {
    if (vector.length != schema.size()) {
      throw new FeaturesException(
          "vector " + i + " has " + vector.length + " features, not " + schema.size());
    }
    for (int place = 0; place < vector.length; place++) {
      if (!Double.isFinite(vector[place])) {
        throw new FeaturesException(
            "vector " + i + ": " + schema.names().get(place) + " is not a finite number");
      }
    }
    if (label < 0 || label >= classes.size() || !(weight > 0)) {
      throw new FeaturesException("vector " + i + ": label " + label + ", weight " + weight);
    }
  }

  double[][] all() {
    return vectors;
  }

  /** Vectors in it. */
  public int size() {
    return vectors.length;
  }
}
