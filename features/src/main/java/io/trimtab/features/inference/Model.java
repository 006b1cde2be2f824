package io.trimtab.features.inference;

import io.trimtab.features.registry.FeatureSchema;

/** Something trained that gives scores for feature vectors. It keeps no state between calls. */
public interface Model {
  /** For messages and records. */
  String name();

  /** The features that it was trained on, in its order. */
  FeatureSchema schema();

  /** How many scores it gives for each vector. */
  int outputs();

  /**
   * Scores vectors. It allocates nothing, and may be called by several threads at once.
   *
   * @param vectors one after another, each as wide as the schema
   * @param count how many there are, at least 1
   * @param scores takes them, vector by vector
   */
  void score(double[] vectors, int count, double[] scores);
}
