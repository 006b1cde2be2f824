package io.trimtab.tuner.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import smile.base.cart.InternalNode;
import smile.base.cart.Node;
import smile.base.cart.RegressionNode;
import smile.data.Tuple;

/**
 * A regression tree as what its leaves say: for each, the levels that lead there, and its value.
 */
final class LeafBoxes {
  /** A leaf: bit l of {@code levels[d]} tells whether level l of dimension d leads to it. */
  static final class Box {
    private final long[] levels;
    private final double value;

    Box(long[] levels, double value) {
      this.levels = levels;
      this.value = value;
    }

    long levels(int dimension) {
      return levels[dimension];
    }

    double value() {
      return value;
    }
  }

  private final SearchSpace space;
  private final List<Integer> dimensionOfColumn = new ArrayList<>();
  private final List<List<Tuple>> tuples = new ArrayList<>();

  /**
   * Prepares for trees over rows that {@link SearchSpace#encode(Point)} gave.
   *
   * @throws IllegalArgumentException if a dimension has more than 64 levels
   */
  LeafBoxes(SearchSpace space, Forest forest) {
    this.space = space;
    Point baseline = space.baseline();
    for (int d = 0; d < space.size(); d++) {
      Dimension dimension = space.dimensions().get(d);
      int levels = dimension.levels().size();
      if (levels > Long.SIZE) {
        throw new IllegalArgumentException(dimension.name() + " has " + levels + " levels");
      }
      for (int column = 0; column < dimension.width(); column++) {
        dimensionOfColumn.add(d);
      }
      List<Tuple> one = new ArrayList<>();
      for (int level = 0; level < levels; level++) {
        one.add(forest.tuple(space.encode(baseline.with(d, level))));
      }
      tuples.add(one);
    }
  }

  /** Returns the leaves that some point reaches. */
  List<Box> of(Node root) {
    long[] all = new long[space.size()];
    for (int d = 0; d < all.length; d++) {
      all[d] = -1L >>> (Long.SIZE - space.dimensions().get(d).levels().size());
    }
    List<Box> boxes = new ArrayList<>();
    collect(root, all, boxes);
    return boxes;
  }

  private void collect(Node node, long[] levels, List<Box> boxes) {
    if (node instanceof RegressionNode leaf) {
      boxes.add(new Box(levels, leaf.output()));
    } else if (node instanceof InternalNode inner) {
      int d = dimensionOfColumn.get(inner.feature());
      long truly = 0;
      for (int level = 0; level < tuples.get(d).size(); level++) {
        if (inner.branch(tuples.get(d).get(level))) {
          truly |= 1L << level;
        }
      }
      descend(inner.trueChild(), levels, d, levels[d] & truly, boxes);
      descend(inner.falseChild(), levels, d, levels[d] & ~truly, boxes);
    }
  }

  private void descend(Node node, long[] levels, int dimension, long kept, List<Box> boxes) {
    if (kept != 0) {
      long[] narrowed = Arrays.copyOf(levels, levels.length);
      narrowed[dimension] = kept;
      collect(node, narrowed, boxes);
    }
  }
}
