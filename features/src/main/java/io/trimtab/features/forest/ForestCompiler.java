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
  private double[] thresholds = {};
  private long[] links = {};
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
    links = new long[byDepth.stream().mapToInt(TreeNode::size).sum()];
    thresholds = new double[links.length];
    used = 0;
    int[] roots = new int[byDepth.size()];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = used++;
      place(byDepth.get(i), roots[i]);
    }
    return new Forest(name, schema, outputs, substitutes, thresholds, links, roots);
  }

  private void place(TreeNode node, int at) {
    if (node instanceof TreeNode.Split split) {
      int left = used;
      used += 2;
      // Adding zero makes a negative zero positive: the sign of a difference counts.
      thresholds[at] = checked(split.threshold()) + 0.0;
      links[at] = Forest.link(left, checked(split.feature(), schema.size(), "feature"), 0);
      place(split.low(), left);
      place(split.high(), left + 1);
    } else if (node instanceof TreeNode.Leaf leaf) {
      thresholds[at] = Double.POSITIVE_INFINITY;
      links[at] = Forest.link(at, 0, checked(leaf.output(), outputs, "class"));
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
