package io.trimtab.tuner.search;

import io.trimtab.tuner.TunerException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The configurations that may be proposed: dimensions, and constraints between them. Immutable. */
public final class SearchSpace {
  /** How often a random draw takes a special value of a dimension that has any. */
  private static final double SPECIAL_CHANCE = 0.2;

  private final List<Dimension> dimensions;
  private final List<Constraint> constraints;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Point baseline;

  /**
   * Creates a space.
   *
   * @param dimensions at least one, names distinct
   * @param constraints conditions that the baseline meets
   * @throws TunerException if there is no dimension, a name comes twice, a constraint names an
   *     unknown dimension, or the baseline breaks a constraint
   */
  public SearchSpace(List<? extends Dimension> dimensions, List<Constraint> constraints) {
    if (dimensions.isEmpty()) {
      throw new TunerException("nothing to search: no tunable is left");
    }
    this.dimensions = List.copyOf(dimensions);
    this.constraints = List.copyOf(constraints);
    int[] levels = new int[dimensions.size()];
    for (int i = 0; i < levels.length; i++) {
      Dimension dimension = this.dimensions.get(i);
      levels[i] = dimension.baselineLevel();
      if (indexes.put(dimension.name(), i) != null) {
        throw new TunerException(dimension.name() + ": twice in the search space");
      }
    }
    this.baseline = new Point(this.dimensions, levels);
    for (Constraint constraint : constraints) {
      constraint.dimensions().forEach(this::index);
      if (!constraint.holds().test(baseline)) {
        throw new TunerException(
            "the values in force already break a constraint: " + constraint.description());
      }
    }
  }

  /** Returns the dimensions in order. */
  public List<Dimension> dimensions() {
    return dimensions;
  }

  /** Returns the conditions that every proposed configuration meets. */
  public List<Constraint> constraints() {
    return constraints;
  }

  /** Returns the number of dimensions. */
  public int size() {
    return dimensions.size();
  }

  /** Returns the configuration in force. */
  public Point baseline() {
    return baseline;
  }

  /**
   * Returns the baseline with some values replaced.
   *
   * @param values value text by dimension name
   * @throws TunerException if a name or a value is not in the space; constraints are not checked
   */
  public Point point(Map<String, String> values) {
    Point point = baseline;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      int index = index(entry.getKey());
      int level = dimensions.get(index).levels().indexOf(entry.getValue());
      if (level < 0) {
        throw new TunerException(entry.getKey() + ": no level '" + entry.getValue() + "'");
      }
      point = point.with(index, level);
    }
    return point;
  }

  /** Returns whether a point meets all constraints. */
  public boolean valid(Point point) {
    return constraints.stream().allMatch(c -> c.holds().test(point));
  }

  /**
   * Returns the point itself if it meets all constraints, otherwise a point that does, with as few
   * of the constrained dimensions as possible set back.
   *
   * @param point any point
   * @param fallback a valid point whose levels replace offending ones
   */
  public Point repair(Point point, Point fallback) {
    Point mended = point;
    for (Constraint constraint : constraints) {
      for (String name : constraint.dimensions()) {
        if (constraint.holds().test(mended)) {
          break;
        }
        int index = index(name);
        mended = mended.with(index, fallback.level(index));
      }
    }
    return valid(mended) ? mended : fallback;
  }

  /**
   * Draws levels for some dimensions; the others keep the levels of a base. Special values are
   * drawn on purpose, with chance {@value #SPECIAL_CHANCE}. The result is valid if the base is.
   */
  public Point random(RandomGenerator random, List<Integer> varied, Point base) {
    Point point = base;
    for (int index : varied) {
      point = point.with(index, randomLevel(random, dimensions.get(index)));
    }
    return repair(point, base);
  }

  /** Returns a point as numbers for regression trees, all dimensions in their order. */
  public double[] encode(Point point) {
    return encode(point, IntStream.range(0, dimensions.size()).boxed().toList());
  }

  /** Returns a point as numbers for regression trees, only the given dimensions. */
  public double[] encode(Point point, List<Integer> encoded) {
    double[] row = new double[encoded.stream().mapToInt(i -> dimensions.get(i).width()).sum()];
    int offset = 0;
    for (int index : encoded) {
      dimensions.get(index).encode(point.level(index), row, offset);
      offset += dimensions.get(index).width();
    }
    return row;
  }

  /**
   * Returns a dimension's place.
   *
   * @throws TunerException if there is no such dimension
   */
  public int index(String name) {
    Integer index = indexes.get(name);
    if (index == null) {
      throw new TunerException(name + ": not in the search space");
    }
    return index;
  }

  private static int randomLevel(RandomGenerator random, Dimension dimension) {
    List<Integer> specials = dimension.specials();
    if (!specials.isEmpty() && random.nextDouble() < SPECIAL_CHANCE) {
      return specials.get(random.nextInt(specials.size()));
    }
    return random.nextInt(dimension.levels().size());
  }
}
