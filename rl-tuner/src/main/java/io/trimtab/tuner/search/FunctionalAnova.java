package io.trimtab.tuner.search;

import java.util.Arrays;
import java.util.List;

/**
 * How much of the objective's variance over a space each dimension accounts for alone, and each
 * pair beyond its two members.
 *
 * <p>Functional analysis of variance of a random forest (Hutter, Hoos and Leyton-Brown, "An
 * efficient approach for assessing hyperparameter importance", ICML 2014): a tree is constant on
 * boxes, so its marginals over all other dimensions are exact sums over its leaves. Here every
 * dimension is a short list of levels, all equally likely, so a box is a set of levels for each
 * dimension, and no integral is left. Constraints between dimensions are not considered. Shares are
 * of the forest's variance, which is the objective's only as far as the forest is right: give
 * intervals by fitting it to resampled trials.
 */
public final class FunctionalAnova {
  private static final double NO_VARIANCE = 1e-12;

  private final SearchSpace space;
  private final double[] main;
  private final double[][] pairs;
  private final double[][] marginals;
  private final double mean;

  private FunctionalAnova(
      SearchSpace space, double[] main, double[][] pairs, double[][] marginals, double mean) {
    this.space = space;
    this.main = main;
    this.pairs = pairs;
    this.marginals = marginals;
    this.mean = mean;
  }

  /**
   * Fits a forest to trials, and takes its variance apart.
   *
   * @param points at least two, of this space; one may come several times
   * @param targets a finite log-ratio for each
   * @param seed decides the forest
   */
  public static FunctionalAnova fit(
      SearchSpace space, List<Point> points, double[] targets, long seed) {
    double[][] rows = points.stream().map(space::encode).toArray(double[][]::new);
    Forest forest = Forest.fit(rows, targets, seed);
    LeafBoxes leaves = new LeafBoxes(space, forest);
    int n = space.size();
    Sums sums = new Sums(space);
    forest.roots().forEach(root -> sums.add(leaves.of(root)));
    double[] main = new double[n];
    Arrays.setAll(main, d -> sums.main[d] / Math.max(1, sums.varied));
    double[][] pairs = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        pairs[a][b] = sums.pairs[a][b] / Math.max(1, sums.varied);
      }
    }
    int trees = forest.roots().size();
    for (double[] marginal : sums.marginals) {
      Arrays.setAll(marginal, level -> marginal[level] / trees);
    }
    return new FunctionalAnova(space, main, pairs, sums.marginals, sums.mean / trees);
  }

  /** Returns the share of the variance that a dimension explains by itself, 0 to 1. */
  public double main(int dimension) {
    return main[dimension];
  }

  /** Returns the share that two different dimensions explain together beyond each of them. */
  public double interaction(int one, int other) {
    return pairs[Math.min(one, other)][Math.max(one, other)];
  }

  /** Returns the predicted log-ratio of each level of a dimension, averaged over all others. */
  public double[] marginal(int dimension) {
    return marginals[dimension].clone();
  }

  /** Returns the predicted log-ratio over the whole space. */
  public double mean() {
    return mean;
  }

  /** Returns the space. */
  public SearchSpace space() {
    return space;
  }

  /** Sums over trees of what each says. */
  private static final class Sums {
    private final int[] levels;
    private final double[] main;
    private final double[][] pairs;
    private final double[][] marginals;
    private double mean;
    private int varied;

    Sums(SearchSpace space) {
      levels = space.dimensions().stream().mapToInt(d -> d.levels().size()).toArray();
      main = new double[levels.length];
      pairs = new double[levels.length][levels.length];
      marginals = Arrays.stream(levels).mapToObj(double[]::new).toArray(double[][]::new);
    }

    void add(List<LeafBoxes.Box> boxes) {
      double[] volumes = boxes.stream().mapToDouble(this::volume).toArray();
      double average = 0;
      double squares = 0;
      for (int i = 0; i < volumes.length; i++) {
        average += volumes[i] * boxes.get(i).value();
        squares += volumes[i] * boxes.get(i).value() * boxes.get(i).value();
      }
      mean += average;
      double variance = squares - average * average;
      boolean isVaried = variance > NO_VARIANCE;
      varied += isVaried ? 1 : 0;
      double[][] alone = new double[levels.length][];
      for (int d = 0; d < levels.length; d++) {
        alone[d] = marginal(boxes, volumes, d);
        for (int level = 0; level < levels[d]; level++) {
          marginals[d][level] += alone[d][level];
        }
        if (isVaried) {
          main[d] += varianceOf(alone[d], average) / variance;
        }
      }
      for (int a = 0; isVaried && a < levels.length; a++) {
        for (int b = a + 1; b < levels.length; b++) {
          pairs[a][b] += pair(boxes, volumes, alone, a, b, average) / variance;
        }
      }
    }

    private double volume(LeafBoxes.Box box) {
      double volume = 1;
      for (int d = 0; d < levels.length; d++) {
        volume *= (double) Long.bitCount(box.levels(d)) / levels[d];
      }
      return volume;
    }

    private double[] marginal(List<LeafBoxes.Box> boxes, double[] volumes, int d) {
      double[] marginal = new double[levels[d]];
      for (int i = 0; i < volumes.length; i++) {
        LeafBoxes.Box box = boxes.get(i);
        double part = box.value() * volumes[i] * levels[d] / Long.bitCount(box.levels(d));
        for (long rest = box.levels(d); rest != 0; rest &= rest - 1) {
          marginal[Long.numberOfTrailingZeros(rest)] += part;
        }
      }
      return marginal;
    }

    private double pair(
        List<LeafBoxes.Box> boxes,
        double[] volumes,
        double[][] alone,
        int a,
        int b,
        double average) {
      double[] joint = new double[levels[a] * levels[b]];
      for (int i = 0; i < volumes.length; i++) {
        LeafBoxes.Box box = boxes.get(i);
        double part =
            box.value()
                * volumes[i]
                * levels[a]
                / Long.bitCount(box.levels(a))
                * levels[b]
                / Long.bitCount(box.levels(b));
        for (long rest = box.levels(a); rest != 0; rest &= rest - 1) {
          int row = Long.numberOfTrailingZeros(rest) * levels[b];
          for (long other = box.levels(b); other != 0; other &= other - 1) {
            joint[row + Long.numberOfTrailingZeros(other)] += part;
          }
        }
      }
      double sum = 0;
      for (int i = 0; i < levels[a]; i++) {
        for (int j = 0; j < levels[b]; j++) {
          double rest = joint[i * levels[b] + j] - alone[a][i] - alone[b][j] + average;
          sum += rest * rest;
        }
      }
      return sum / joint.length;
    }

    private static double varianceOf(double[] marginal, double average) {
      double sum = 0;
      for (double value : marginal) {
        sum += (value - average) * (value - average);
      }
      return sum / marginal.length;
    }
  }
}
