package io.trimtab.tuner.search;

import io.trimtab.tuner.TunerException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A configuration: one level for every dimension of a space. Immutable.
 *
 * <p>Two points are equal when they have the same levels; compare only points of one space.
 */
public final class Point {
  private final List<Dimension> dimensions;
  private final int[] levels;

  Point(List<Dimension> dimensions, int[] levels) {
    this.dimensions = dimensions;
    this.levels = levels;
  }

  /**
   * Returns a dimension's value as text.
   *
   * @throws TunerException if the space has no such dimension
   */
  public String value(String name) {
    int index = indexOf(name);
    return dimensions.get(index).levels().get(levels[index]);
  }

  /**
   * Returns a dimension's value as a number, for constraints.
   *
   * @throws TunerException if there is no such dimension or its value is not an integer
   */
  public long number(String name) {
    String value = value(name);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new TunerException(name + ": '" + value + "' is not a number", e);
    }
  }

  /** Returns all values by name, in the space's order. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < levels.length; i++) {
      values.put(dimensions.get(i).name(), dimensions.get(i).levels().get(levels[i]));
    }
    return values;
  }

  /** Returns the values that differ from the baseline by name, in the space's order. */
  public Map<String, String> changes() {
    Map<String, String> changes = new LinkedHashMap<>();
    for (int i = 0; i < levels.length; i++) {
      if (isChanged(i)) {
        changes.put(dimensions.get(i).name(), dimensions.get(i).levels().get(levels[i]));
      }
    }
    return changes;
  }

  /** Returns the level of the dimension with this index: a place in its list of levels. */
  public int level(int dimension) {
    return levels[dimension];
  }

  /** Returns whether the dimension with this index differs from its baseline. */
  public boolean isChanged(int dimension) {
    return levels[dimension] != dimensions.get(dimension).baselineLevel();
  }

  /** Returns how many dimensions differ from the baseline. */
  public int changeCount() {
    int count = 0;
    for (int i = 0; i < levels.length; i++) {
      count += isChanged(i) ? 1 : 0;
    }
    return count;
  }

  /** Returns this point with one level replaced; constraints are not checked. */
  public Point with(int dimension, int level) {
    int[] copy = levels.clone();
    copy[dimension] = level;
    return new Point(dimensions, copy);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Point that && Arrays.equals(levels, that.levels);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(levels);
  }

  /** Returns the changes as {@code name=value} pairs, or "baseline". */
  @Override
  public String toString() {
    Map<String, String> changes = changes();
    return changes.isEmpty()
        ? "baseline"
        : changes.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(" "));
  }

  private int indexOf(String name) {
    for (int i = 0; i < dimensions.size(); i++) {
      if (dimensions.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new TunerException(name + ": not in the search space");
  }
}
