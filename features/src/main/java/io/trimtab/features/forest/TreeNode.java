package io.trimtab.features.forest;

/** A decision tree as training leaves it, before it is compiled. */
public sealed interface TreeNode {
  /**
   * Asks whether a feature is above a threshold.
   *
   * @param feature its place in the schema
   * @param threshold any number but NaN
   * @param low where to go on if the feature is at the threshold or below
   * @param high where to go on if it is above
   */
  record Split(int feature, double threshold, TreeNode low, TreeNode high) implements TreeNode {}

  /**
   * The tree's vote.
   *
   * @param output the place of the class that it is for
   */
  record Leaf(int output) implements TreeNode {}

  /** Splits on the longest way from here to a leaf. */
  default int depth() {
    return this instanceof Split split
        ? 1 + Math.max(split.low().depth(), split.high().depth())
        : 0;
  }

  /** Splits and leaves from here on. */
  default int size() {
    return this instanceof Split split ? 1 + split.low().size() + split.high().size() : 1;
  }
}
