package io.trimtab.features.forest;

import io.trimtab.features.inference.Model;

/**
 * A forest that runs. Its scores are the shares of its trees that vote for each class, in the order
 * of the classes; they sum to 1. A feature that is not finite counts as the substitute that the
 * forest was given for it, the median in training.
 */
public sealed interface CompiledForest extends Model permits Forest, QuantisedForest {
  /** How many trees vote. */
  int trees();

  /** Nodes of all trees. */
  int nodes();

  /** Which features any tree looks at, in the order of the schema. */
  boolean[] mask();

  /** What features that are not finite count as, in the order of the schema. */
  double[] substitutes();

  /** What its arrays take, in bytes. */
  long bytes();

  /** The class with the most votes; the first of those that have the same. */
  static int best(double[] scores, int at, int outputs) {
    int best = 0;
    for (int i = 1; i < outputs; i++) {
      if (scores[at + i] > scores[at + best]) {
        best = i;
      }
    }
    return best;
  }
}
