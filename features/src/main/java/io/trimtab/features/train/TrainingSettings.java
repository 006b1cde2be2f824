package io.trimtab.features.train;

import java.util.HashSet;
import java.util.Set;

/**
 * How a classifier is trained.
 *
 * @param forest how its forest grows
 * @param mixtures how many vectors of two kinds of work at once are made up
 * @param examples how many vectors it keeps to know novelty by
 * @param isQuantised whether it keeps the forest in the quantised form
 * @param alarms the share of vectors of programs that it was not trained on, yet of known classes,
 *     that may be called unknown; thresholds are set by it
 */
public record TrainingSettings(
    ForestSettings forest, int mixtures, int examples, boolean isQuantised, double alarms) {
  /**
   * Features that say more of this host than of what it does: how much memory happens to be free,
   * or to hold files that were read some time. A model that looks at them does worse on programs
   * that it does not know.
   */
  private static final Set<String> BACKGROUND = Set.of("free", "cached");

  /** Trees of the shipped model: twice as many know as little more as chance makes of it. */
  public static final int TREES = 64;

  /** What the shipped model is trained with. */
  public static TrainingSettings standard(long seed) {
    return new TrainingSettings(
        new ForestSettings(TREES, 9, 0.5f, 0.2f, false, BACKGROUND, seed), 200, 600, true, 0.05);
  }

  /** The same with another number of trees. */
  public TrainingSettings withTrees(int trees) {
    return with(trees, forest.ignored());
  }

  /** The same without some more features. */
  public TrainingSettings without(Set<String> features) {
    Set<String> all = new HashSet<>(forest.ignored());
    all.addAll(features);
    return with(forest.trees(), all);
  }

  private TrainingSettings with(int trees, Set<String> ignored) {
    return new TrainingSettings(
        new ForestSettings(
            trees,
            forest.depth(),
            forest.leafWeight(),
            forest.featureShare(),
            forest.randomThresholds(),
            ignored,
            forest.seed()),
        mixtures,
        examples,
        isQuantised,
        alarms);
  }
}
