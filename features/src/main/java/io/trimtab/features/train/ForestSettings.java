package io.trimtab.features.train;

import java.util.Set;

/**
 * How a forest is grown.
 *
 * @param trees how many
 * @param depth splits on the longest way from a root to a leaf
 * @param leafWeight the least weight of vectors in a leaf
 * @param featureShare share of the features, drawn anew for each split, that it may look at; above
 *     0 and below 1
 * @param randomThresholds whether each feature's threshold is drawn and the best feature taken, as
 *     in extremely randomised trees, and not the best threshold of each
 * @param ignored names of features that no split may look at
 * @param seed of all that is drawn
 */
public record ForestSettings(
    int trees,
    int depth,
    float leafWeight,
    float featureShare,
    boolean randomThresholds,
    Set<String> ignored,
    long seed) {
  public ForestSettings {
    ignored = Set.copyOf(ignored);
  }
}
