package io.trimtab.tuner.search;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import smile.base.cart.CART;
import smile.base.cart.Loss;
import smile.base.cart.Node;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.math.MathEx;
import smile.regression.RegressionTree;

/**
 * A random forest for regression with mean and variance over its trees (Breiman 2001; as a
 * surrogate Hutter et al., "Sequential model-based optimization for general algorithm
 * configuration" (SMAC), 2011).
 *
 * <p>The trees are Smile's; the bagging is done here, because Smile's own forest trains on the
 * common thread pool, and the other cores belong to the workload being measured. Trees see five
 * sixths of the features at each split, as in SMAC, and grow to single trials: there are few.
 *
 * <p>Deterministic for one seed. Fitting reseeds Smile's generator of the calling thread.
 */
public final class Forest {
  private static final int TREES = 48;
  private static final int MAX_DEPTH = 20;
  private static final int MAX_LEAVES = 256;
  private static final int LEAF_SIZE = 1;

  private final RegressionTree[] trees;
  private final DataFrame frame;
  private final double[] outOfBag;

  private Forest(RegressionTree[] trees, DataFrame frame, double[] outOfBag) {
    this.trees = trees;
    this.frame = frame;
    this.outOfBag = outOfBag;
  }

  /** Mean and standard deviation over the trees. */
  public record Prediction(double mean, double deviation) {}

  /**
   * Fits a forest.
   *
   * @param rows at least two rows of equal length, at least one number each
   * @param targets one finite number per row
   * @param seed decides bootstraps and features
   */
  public static Forest fit(double[][] rows, double[] targets, long seed) {
    int n = rows.length;
    int width = rows[0].length;
    String[] names = IntStream.range(0, width).mapToObj(i -> "x" + i).toArray(String[]::new);
    DataFrame frame = DataFrame.of(rows, names);
    StructField response = new StructField("y", DataTypes.DoubleType);
    int[][] order = CART.order(frame);
    int features = Math.max(1, (int) Math.ceil(width * 5 / 6.0));
    SplittableRandom random = new SplittableRandom(seed);
    RegressionTree[] trees = new RegressionTree[TREES];
    double[] sums = new double[n];
    int[] counts = new int[n];
    for (int t = 0; t < TREES; t++) {
      int[] samples = bootstrap(random, n);
      MathEx.setSeed(random.nextLong());
      trees[t] =
          new RegressionTree(
              frame,
              Loss.ls(targets),
              response,
              MAX_DEPTH,
              MAX_LEAVES,
              LEAF_SIZE,
              features,
              samples.clone(),
              order);
      for (int i = 0; i < n; i++) {
        if (samples[i] == 0) {
          sums[i] += trees[t].predict(frame.get(i));
          counts[i]++;
        }
      }
    }
    double fallback = Arrays.stream(targets).average().orElse(0);
    double[] outOfBag = new double[n];
    Arrays.setAll(outOfBag, i -> counts[i] == 0 ? fallback : sums[i] / counts[i]);
    return new Forest(trees, frame, outOfBag);
  }

  /** Predicts a row. */
  public Prediction predict(double[] row) {
    Tuple tuple = Tuple.of(row, frame.schema());
    double sum = 0;
    double squares = 0;
    for (RegressionTree tree : trees) {
      double y = tree.predict(tuple);
      sum += y;
      squares += y * y;
    }
    double mean = sum / trees.length;
    double variance = Math.max(0, squares / trees.length - mean * mean);
    return new Prediction(mean, Math.sqrt(variance));
  }

  /** Returns the prediction for a training row by the trees that did not see it. */
  public double outOfBag(int row) {
    return outOfBag[row];
  }

  /** Returns the roots of the trees. */
  List<Node> roots() {
    return Arrays.stream(trees).map(RegressionTree::root).toList();
  }

  /** Returns a row as the trees' nodes take it. */
  Tuple tuple(double[] row) {
    return Tuple.of(row, frame.schema());
  }

  private static int[] bootstrap(SplittableRandom random, int n) {
    int[] samples = new int[n];
    for (int i = 0; i < n; i++) {
      samples[random.nextInt(n)]++;
    }
    return samples;
  }
}
