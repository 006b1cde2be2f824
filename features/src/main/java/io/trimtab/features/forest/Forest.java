package io.trimtab.features.forest;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.registry.FeatureSchema;
import java.util.Arrays;
import java.util.List;

/**
 * A forest flattened into two arrays, with the very thresholds of training: the same labels as the
 * library's own trees give, on every vector of finite numbers.
 *
 * <p>Of a node one array has the threshold, the other which feature is compared with it and where
 * the two children lie, one beside the other. Which child is next is no branch, which a processor
 * would guess wrong half the time, but arithmetic: the sign bit of threshold minus feature. Walking
 * {@value #ABREAST} trees abreast hides the time that each step waits for memory. For that a tree
 * has no end, a leaf leads to itself, and a group of trees is walked until none of them moves: a
 * look that is taken every second step, as the deepest way is taken by few vectors. (The idea of
 * predicated, interleaved walks is that of Asadi, Lin and de Vries, "Runtime Optimizations for
 * Tree-Based Machine Learning Models", TKDE 2014. Ranking features among the thresholds first, as
 * QuickScorer does, was no quicker: with 64 features it takes as long as half of the walk.)
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

  /** Infinite for leaves. */
  private final double[] thresholds;

  /** Of each node the left child, the feature and the output. */
  private final long[] links;

  /** Sorted by the trees' depths, so that those of a group end at about the same time. */
  private final int[] roots;

  /**
   * @param links as {@link #link} makes them; children come after their parents
   */
  Forest(
      String name,
      FeatureSchema schema,
      int outputs,
      double[] substitutes,
      double[] thresholds,
      long[] links,
      int[] roots) {
    this.name = name;
    this.schema = schema;
    this.outputs = outputs;
    this.substitutes = substitutes.clone();
    this.thresholds = thresholds;
    this.links = links;
    this.roots = roots;
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
    return links.length;
  }

  @Override
  public long bytes() {
    return (long) links.length * (Double.BYTES + Long.BYTES)
        + (long) roots.length * Integer.BYTES
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
    long link = links[node];
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

  double[] thresholdArray() {
    return thresholds;
  }

  long[] linkArray() {
    return links;
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
    double[] limits = thresholds;
    long[] ways = links;
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
      int before;
      int sum = 0;
      do {
        before = sum;
        a = next(limits, ways, x, at, next(limits, ways, x, at, a));
        b = next(limits, ways, x, at, next(limits, ways, x, at, b));
        c = next(limits, ways, x, at, next(limits, ways, x, at, c));
        d = next(limits, ways, x, at, next(limits, ways, x, at, d));
        e = next(limits, ways, x, at, next(limits, ways, x, at, e));
        f = next(limits, ways, x, at, next(limits, ways, x, at, f));
        g = next(limits, ways, x, at, next(limits, ways, x, at, g));
        h = next(limits, ways, x, at, next(limits, ways, x, at, h));
        // Children come after their parents: the sum grows as long as anything moves.
        sum = a + b + c + d + e + f + g + h;
      } while (sum != before);
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
      for (int next = next(limits, ways, x, at, node); next != node; ) {
        node = next;
        next = next(limits, ways, x, at, node);
      }
      vote(node, scores, to);
    }
  }

  /** The sign of their difference is 1 if the feature is above the threshold. */
  private static int next(double[] limits, long[] ways, double[] x, int at, int node) {
    long link = ways[node];
    double gap = limits[node] - x[at + feature(link)];
    return left(link) + (int) (Double.doubleToRawLongBits(gap) >>> 63);
  }

  private void vote(int node, double[] scores, int to) {
    scores[to + output(links[node])]++;
  }

  private void walkCarefully(double[] x, int at, double[] scores, int to) {
    for (int root : roots) {
      int node = root;
      for (long link = links[node]; left(link) != node; link = links[node]) {
        double value = Finite.or(x[at + feature(link)], substitutes[feature(link)]);
        node = left(link) + (value > thresholds[node] ? 1 : 0);
      }
      vote(node, scores, to);
    }
  }
}
