package io.trimtab.features.forest;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.registry.FeatureSchema;
import java.util.Comparator;
import java.util.List;

/** Lays trees out one after another, each level by level so that siblings are neighbours. */
final class ForestCompiler {
  private final String name;
  private final FeatureSchema schema;
  private final int outputs;
  private final double[] substitutes;
  private long[] nodes = new long[0];
  private int used;

  ForestCompiler(String name, FeatureSchema schema, int outputs, double[] substitutes) {
    if (substitutes.length != schema.size()) {
      throw new FeaturesException(
          name + ": " + substitutes.length + " substitutes for " + schema.size() + " features");
    }
    if (schema.size() > Forest.MOST_FEATURES || outputs < 1 || outputs > Forest.MOST_OUTPUTS) {
      throw new FeaturesException(
          name + ": " + schema.size() + " features and " + outputs + " classes are no forest");
    }
    for (double substitute : substitutes) {
      if (!Double.isFinite(substitute)) {
        throw new FeaturesException(name + ": a substitute is not a finite number");
      }
    }
    this.name = name;
    this.schema = schema;
    this.outputs = outputs;
    this.substitutes = substitutes;
  }

  Forest compile(List<? extends TreeNode> trees) {
    if (trees.isEmpty()) {
      throw new FeaturesException(name + ": a forest needs at least one tree");
    }
    List<? extends TreeNode> byDepth =
        trees.stream().sorted(Comparator.comparingInt(TreeNode::depth)).toList();
    nodes = new long[2 * byDepth.stream().mapToInt(TreeNode::size).sum()];
    used = 0;
    int[] roots = new int[byDepth.size()];
    int[] depths = new int[byDepth.size()];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = used++;
      depths[i] = byDepth.get(i).depth();
      place(byDepth.get(i), roots[i]);
    }
    return new Forest(name, schema, outputs, substitutes, nodes, roots, steps(depths));
  }

  /** How far each group of trees is walked, and each tree that makes no whole group. */
  static int[] steps(int[] depths) {
    int groups = depths.length / Forest.ABREAST;
    int alone = depths.length % Forest.ABREAST;
    int[] steps = new int[groups + alone];
    for (int tree = 0; tree < depths.length; tree++) {
      int at =
          tree < groups * Forest.ABREAST ? tree / Forest.ABREAST : groups + tree % Forest.ABREAST;
      steps[at] = Math.max(steps[at], depths[tree]);
    }
    return steps;
  }

  private void place(TreeNode node, int at) {
    if (node instanceof TreeNode.Split split) {
      int left = used;
      used += 2;
      // Adding zero makes a negative zero positive: the sign of a difference counts.
      nodes[2 * at] = Double.doubleToRawLongBits(checked(split.threshold()) + 0.0);
      nodes[2 * at + 1] = Forest.link(left, checked(split.feature(), schema.size(), "feature"), 0);
      place(split.low(), left);
      place(split.high(), left + 1);
    } else if (node instanceof TreeNode.Leaf leaf) {
      nodes[2 * at] = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
      nodes[2 * at + 1] = Forest.link(at, 0, checked(leaf.output(), outputs, "class"));
    }
  }

  private double checked(double threshold) {
    if (Double.isNaN(threshold)) {
      throw new FeaturesException(name + ": a threshold is not a number");
    }
    return threshold;
  }

  private int checked(int number, int size, String what) {
    if (number < 0 || number >= size) {
      throw new FeaturesException(name + ": " + what + " " + number + " of " + size);
    }
    return number;
  }
}
