package io.trimtab.tuner.search;

import java.util.List;

/**
 * One tunable as the search sees it: a short list of values, called levels, one of which is the
 * baseline.
 */
public sealed interface Dimension permits NumericDimension, CategoricalDimension {
  /** Returns the tunable's name. */
  String name();

  /** Returns the candidate values as text, at least two, distinct, in a fixed order. */
  List<String> levels();

  /** Returns the index in {@link #levels} of the value in force. */
  int baselineLevel();

  /**
   * Returns the levels to look at first, most telling first, never the baseline: low end, high end
   * and special values of a range; the other choices of a category. At least one.
   */
  List<Integer> probes();

  /** Returns the levels that stand out by meaning (0, -1, …); empty when there are none. */
  List<Integer> specials();

  /** Returns how many numbers {@link #encode} yields. */
  int width();

  /**
   * Writes a level as numbers for a regression tree.
   *
   * @param level index into {@link #levels}
   * @param target receives {@link #width} numbers
   * @param offset where in the target to begin
   */
  void encode(int level, double[] target, int offset);

  /** Returns whether neighbouring levels are neighbouring values. */
  boolean ordered();
}
