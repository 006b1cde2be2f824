package io.trimtab.features.forest;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.registry.FeatureSchema;
import java.util.Arrays;

/**
 * A forest in few bytes: of each feature only up to 256 thresholds are left, so that a node's fits
 * 8 bits; with the feature it is the place in one table of thresholds. A node has three numbers of
 * 16 bits: that place, and its two children. Leaves take no room: each class is one node, the same
 * for all trees, that leads to itself. It is walked as {@link Forest} is, but each group of trees
 * as many steps as the deepest of them has.
 */
public final class QuantisedForest implements CompiledForest {
  /** Thresholds of one feature. */
  public static final int MOST_BINS = 256;

  static final int ABREAST = 8;
  static final int MOST_NODES = 1 << 16;
  static final int MOST_FEATURES = 1 << 8;

  private final String name;
  private final FeatureSchema schema;
  private final int outputs;
  private final double[] substitutes;
  private final float[] thresholds;
  private final byte[] features;
  private final char[] places;
  private final char[] children;
  private final char[] roots;
  private final int[] steps;

  /**
   * @param thresholds all features' thresholds; the first is infinite, for the classes' nodes
   * @param features of each threshold
   * @param places of each node, the place of its threshold
   * @param children of each node, the one for values up to the threshold, and the one for those
   *     above; the first nodes are the classes'
   */
  QuantisedForest(
      String name,
      FeatureSchema schema,
      int outputs,
      double[] substitutes,
      float[] thresholds,
      byte[] features,
      char[] places,
      char[] children,
      char[] roots,
      int[] steps) {
    this.name = name;
    this.schema = schema;
    this.outputs = outputs;
    this.substitutes = substitutes.clone();
    this.thresholds = thresholds;
    this.features = features;
    this.places = places;
    this.children = children;
    this.roots = roots;
    this.steps = steps;
  }

  /**
   * Makes one of a forest. Thresholds of a feature that are too many are put together, those that
   * lie beside each other, so that each that is left stands for as many nodes as any other.
   *
   * @param bins thresholds of each feature, 1 to {@value #MOST_BINS}
   * @throws FeaturesException if the forest has more than about 65,000 splits, or 256 features
   */
  public static QuantisedForest of(Forest forest, int bins) {
    if (bins < 1 || bins > MOST_BINS) {
      throw new FeaturesException(forest.name() + ": " + bins + " bins are not 1 to " + MOST_BINS);
    }
    return new Quantiser(forest, bins).quantise();
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
    return places.length;
  }

  @Override
  public long bytes() {
    return (long) thresholds.length * Float.BYTES
        + (long) features.length
        + (long) (places.length + children.length + roots.length) * Character.BYTES
        + (long) steps.length * Integer.BYTES
        + (long) substitutes.length * Double.BYTES;
  }

  @Override
  public boolean[] mask() {
    boolean[] mask = new boolean[schema.size()];
    for (int node = outputs; node < places.length; node++) {
      mask[features[places[node]] & 0xff] = true;
    }
    return mask;
  }

  float[] thresholdArray() {
    return thresholds;
  }

  byte[] featureArray() {
    return features;
  }

  char[] placeArray() {
    return places;
  }

  char[] childArray() {
    return children;
  }

  char[] rootArray() {
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
        a = next(x, at, a);
        b = next(x, at, b);
        c = next(x, at, c);
        d = next(x, at, d);
        e = next(x, at, e);
        f = next(x, at, f);
        g = next(x, at, g);
        h = next(x, at, h);
      }
      scores[to + a]++;
      scores[to + b]++;
      scores[to + c]++;
      scores[to + d]++;
      scores[to + e]++;
      scores[to + f]++;
      scores[to + g]++;
      scores[to + h]++;
    }
    for (int last = whole; last < roots.length; last++) {
      int node = roots[last];
      for (int step = steps[whole / ABREAST + last - whole]; step > 0; step--) {
        node = next(x, at, node);
      }
      scores[to + node]++;
    }
  }

  private int next(double[] x, int at, int node) {
    int place = places[node];
    double gap = thresholds[place] - x[at + (features[place] & 0xff)];
    return children[2 * node + (int) (Double.doubleToRawLongBits(gap) >>> 63)];
  }

  private void walkCarefully(double[] x, int at, double[] scores, int to) {
    for (int root : roots) {
      int node = root;
      while (node >= outputs) {
        int place = places[node];
        int feature = features[place] & 0xff;
        double value = Finite.or(x[at + feature], substitutes[feature]);
        node = children[2 * node + (value > thresholds[place] ? 1 : 0)];
      }
      scores[to + node]++;
    }
  }
}
