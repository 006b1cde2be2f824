package io.trimtab.features.forest;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.registry.FeatureSchema;
import java.util.Arrays;
import java.util.List;

/**
 * A forest flattened into one array, with the very thresholds of training: the same labels as the
 * library's own trees give, on every vector of finite numbers.
 *
 * <p>Of a node's 16 bytes the first eight are the threshold and the others say which feature is
 * compared with it and where the two children lie, one beside the other, so that a step takes one
 * or two cache lines. Which child is next is no branch, which a processor would guess wrong half
 * the time, but arithmetic: the sign bit of threshold minus feature. For that a tree has no end: a
 * leaf leads to itself, and all trees of a group are walked as many steps as the deepest of them
 * has. Walking {@value #ABREAST} trees abreast hides the time that each step waits for memory. (The
 * idea of predicated, interleaved walks is that of Asadi, Lin and de Vries, "Runtime Optimizations
 * for Tree-Based Machine Learning Models", TKDE 2014.)
 */
public final class Forest implements CompiledForest {
  static final int ABREAST = 8;
  private static final int LEFT_BITS = 32;
  private static final int FEATURE_BITS = 16;
  static final int MOST_FEATURES = 1 << (FEATURE_BITS - 1);
  static final int MOST_OUTPUTS = 1 << 15;

  private final String name;
  private final FeatureSchema schema;
  private final int outputs;
  private final double[] substitutes;

  /** Two for each node: the threshold's bits; then left child, feature and output. */
  private final long[] nodes;

  /** Sorted by the trees' depths. */
  private final int[] roots;

  /** Of each group of {@value #ABREAST}, the most splits on a way; then of each tree left over. */
  private final int[] steps;

  Forest(
      String name,
      FeatureSchema schema,
      int outputs,
      double[] substitutes,
      long[] nodes,
      int[] roots,
      int[] steps) {
    this.name = name;
    this.schema = schema;
    this.outputs = outputs;
    this.substitutes = substitutes.clone();
    this.nodes = nodes;
    this.roots = roots;
    this.steps = steps;
  }

  /**
   * Compiles trees.
   *
   * @param name for messages
   * @param outputs how many classes leaves may name
   * @param substitutes what a feature that is not finite counts as; as many as features
   * @throws FeaturesException if a tree names a feature or class that there is none of
   */
  public static Forest compile(
      String name,
      FeatureSchema schema,
      int outputs,
      double[] substitutes,
      List<? extends TreeNode> trees) {
    return new ForestCompiler(name, schema, outputs, substitutes).compile(trees);
  }

  static long link(int left, int feature, int output) {
    return (long) output << (LEFT_BITS + FEATURE_BITS) | (long) feature << LEFT_BITS | left;
  }

  static int left(long link) {
    return (int) link;
  }

  static int feature(long link) {
    return (int) (link >>> LEFT_BITS) & ((1 << FEATURE_BITS) - 1);
  }

  static int output(long link) {
    return (int) (link >>> (LEFT_BITS + FEATURE_BITS));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public FeatureSchema schema() {
    return schema;
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public int trees() {
    return roots.length;
  }

  @Override
  public int nodes() {
    return nodes.length / 2;
  }

  @Override
  public long bytes() {
    return (long) nodes.length * Long.BYTES
        + (long) roots.length * Integer.BYTES
        + (long) steps.length * Integer.BYTES
        + (long) substitutes.length * Double.BYTES;
  }

  /**
   * How much the trees make of each feature: the share of vectors that are asked for it, were each
   * question to part them in two.
   *
   * @return by place; all together they are 1, or 0 if no tree asks anything
   */
  public double[] importance() {
    double[] importance = new double[schema.size()];
    for (int root : roots) {
      ask(root, 1, importance);
    }
    double sum = Arrays.stream(importance).sum();
    return Arrays.stream(importance).map(each -> sum > 0 ? each / sum : 0).toArray();
  }

  private void ask(int node, double share, double[] importance) {
    long link = nodes[2 * node + 1];
    if (left(link) != node) {
      importance[feature(link)] += share;
      ask(left(link), share / 2, importance);
      ask(left(link) + 1, share / 2, importance);
    }
  }

  @Override
  public boolean[] mask() {
    double[] importance = importance();
    boolean[] mask = new boolean[importance.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = importance[i] > 0;
    }
    return mask;
  }

  long[] nodeArray() {
    return nodes;
  }

  int[] rootArray() {
    return roots;
  }

  @Override
  public double[] substitutes() {
    return substitutes.clone();
  }

  @Override
  public void score(double[] vectors, int count, double[] scores) {
    int width = schema.size();
    double vote = 1.0 / roots.length;
    for (int vector = 0; vector < count; vector++) {
      int at = vector * width;
      int to = vector * outputs;
      Arrays.fill(scores, to, to + outputs, 0);
      if (Finite.all(vectors, at, width)) {
        walk(vectors, at, scores, to);
      } else {
        walkCarefully(vectors, at, scores, to);
      }
      for (int i = to; i < to + outputs; i++) {
        scores[i] *= vote;
      }
    }
  }

  private void walk(double[] x, int at, double[] scores, int to) {
    long[] tree = nodes;
    int whole = roots.length - roots.length % ABREAST;
    for (int first = 0; first < whole; first += ABREAST) {
      int a = roots[first];
      int b = roots[first + 1];
      int c = roots[first + 2];
      int d = roots[first + 3];
      int e = roots[first + 4];
      int f = roots[first + 5];
      int g = roots[first + 6];
      int h = roots[first + 7];
      for (int step = steps[first / ABREAST]; step > 0; step--) {
        a = next(tree, x, at, a);
        b = next(tree, x, at, b);
        c = next(tree, x, at, c);
        d = next(tree, x, at, d);
        e = next(tree, x, at, e);
        f = next(tree, x, at, f);
        g = next(tree, x, at, g);
        h = next(tree, x, at, h);
      }
      vote(a, scores, to);
      vote(b, scores, to);
      vote(c, scores, to);
      vote(d, scores, to);
      vote(e, scores, to);
      vote(f, scores, to);
      vote(g, scores, to);
      vote(h, scores, to);
    }
    for (int last = whole; last < roots.length; last++) {
      int node = roots[last];
      for (int step = steps[whole / ABREAST + last - whole]; step > 0; step--) {
        node = next(tree, x, at, node);
      }
      vote(node, scores, to);
    }
  }

  /** The sign of their difference is 1 if the feature is above the threshold. */
  private static int next(long[] nodes, double[] x, int at, int node) {
    long link = nodes[2 * node + 1];
    double gap = Double.longBitsToDouble(nodes[2 * node]) - x[at + feature(link)];
    return left(link) + (int) (Double.doubleToRawLongBits(gap) >>> 63);
  }

  private void vote(int node, double[] scores, int to) {
    scores[to + output(nodes[2 * node + 1])]++;
  }

  private void walkCarefully(double[] x, int at, double[] scores, int to) {
    for (int root : roots) {
      int node = root;
      for (long link = nodes[2 * node + 1]; left(link) != node; link = nodes[2 * node + 1]) {
        double value = Finite.or(x[at + feature(link)], substitutes[feature(link)]);
        node = left(link) + (value > Double.longBitsToDouble(nodes[2 * node]) ? 1 : 0);
      }
      vote(node, scores, to);
    }
  }
}
