package io.trimtab.tuner.search;

import io.trimtab.tuner.TunerException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An integer tunable, its range cut into buckets on its own scale.
 *
 * <p>The candidate values are the bucketised range, both ends included, and the special values and
 * the baseline, which may lie outside it. Few values are enough to find where a tunable works well,
 * and special values (0 for "off", -1 for "automatic") behave unlike their numeric neighbours, so
 * they are candidates in their own right (Kanellis et al., "LlamaTune", VLDB 2022).
 */
public final class NumericDimension implements Dimension {
  /** How a range is cut into buckets. */
  public enum Scale {
    /** Equal steps. */
    LINEAR,
    /** Equal ratios; a range that begins at or below 0 is shifted to begin at 1. */
    LOG
  }

  /** Number of values taken from the range by default. */
  public static final int DEFAULT_BUCKETS = 16;

  private final String name;
  private final long min;
  private final long max;
  private final Scale scale;
  private final int buckets;
  private final long[] values;
  private final List<String> levels;
  private final int baselineLevel;
  private final List<Integer> specials;
  private final List<Integer> probes;

  /** Creates a dimension with {@link #DEFAULT_BUCKETS} buckets. */
  public NumericDimension(
      String name, long min, long max, Scale scale, List<Long> specials, long baseline) {
    this(name, min, max, scale, specials, baseline, DEFAULT_BUCKETS);
  }

  /**
   * Creates a dimension.
   *
   * @param name the tunable's name
   * @param min smallest value of the range
   * @param max largest value of the range, above {@code min}
   * @param scale how the range is cut
   * @param specials values with a meaning of their own, inside or outside the range
   * @param baseline the value in force
   * @param buckets values to take from the range, at least 2; fewer are taken when the range has
   *     fewer integers
   * @throws TunerException if the range is empty or there are fewer than two buckets
   */
  public NumericDimension(
      String name,
      long min,
      long max,
      Scale scale,
      List<Long> specials,
      long baseline,
      int buckets) {
    if (min >= max) {
      throw new TunerException(name + ": empty range [" + min + ", " + max + "]");
    }
    if (buckets < 2) {
      throw new TunerException(name + ": needs at least 2 buckets, not " + buckets);
    }
    this.name = name;
    this.min = min;
    this.max = max;
    this.scale = scale;
    this.buckets = buckets;
    TreeSet<Long> candidates = new TreeSet<>(specials);
    candidates.add(baseline);
    for (int i = 0; i < buckets; i++) {
      candidates.add(valueAt((double) i / (buckets - 1)));
    }
    List<Long> sorted = List.copyOf(candidates);
    this.values = sorted.stream().mapToLong(Long::longValue).toArray();
    this.levels = sorted.stream().map(String::valueOf).toList();
    this.baselineLevel = sorted.indexOf(baseline);
    this.specials = specials.stream().distinct().map(sorted::indexOf).toList();
    this.probes = probesOf(sorted);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> levels() {
    return levels;
  }

  @Override
  public int baselineLevel() {
    return baselineLevel;
  }

  @Override
  public List<Integer> probes() {
    return probes;
  }

  @Override
  public List<Integer> specials() {
    return specials;
  }

  /** Returns 2: position in the range, and which special value it is, 0 for none. */
  @Override
  public int width() {
    return 2;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The position is 0 at the range's low end and 1 at its high end on the dimension's scale; a
   * value outside stands a little beyond the end. The second number lets a tree cut out a special
   * value from among its neighbours with one split.
   */
  @Override
  public void encode(int level, double[] target, int offset) {
    target[offset] = position(values[level]);
    target[offset + 1] = specials.indexOf(level) + 1.0;
  }

  @Override
  public boolean ordered() {
    return true;
  }

  /** Returns the smallest value of the range; special values may be smaller. */
  public long min() {
    return min;
  }

  /** Returns the largest value of the range; special values may be larger. */
  public long max() {
    return max;
  }

  /** Returns how the range is cut. */
  public Scale scale() {
    return scale;
  }

  /** Returns how many values were to be taken from the range, at least 2. */
  public int buckets() {
    return buckets;
  }

  /** Returns a level's value. */
  public long value(int level) {
    return values[level];
  }

  @Override
  public String toString() {
    return name + levels;
  }

  private List<Integer> probesOf(List<Long> sorted) {
    Set<Integer> chosen = new LinkedHashSet<>();
    chosen.add(sorted.indexOf(min));
    chosen.add(sorted.indexOf(max));
    chosen.addAll(specials);
    chosen.remove(baselineLevel);
    return List.copyOf(new ArrayList<>(chosen));
  }

  private long valueAt(double position) {
    if (position <= 0) {
      return min;
    }
    if (position >= 1) {
      return max;
    }
    double transformed = transform(min) + position * (transform(max) - transform(min));
    double value = scale == Scale.LINEAR ? transformed : Math.exp(transformed) - shift();
    return Math.min(max, Math.max(min, Math.round(value)));
  }

  /**
   * Returns where a value stands in the range on the dimension's scale: 0 at its low end, 1 at its
   * high end, a little beyond where it is outside.
   */
  public double position(long value) {
    if (value < min) {
      return -0.1;
    }
    if (value > max) {
      return 1.1;
    }
    return (transform(value) - transform(min)) / (transform(max) - transform(min));
  }

  private double transform(long value) {
    return scale == Scale.LINEAR ? value : Math.log(value + shift());
  }

  /** What to add so that the range begins at 1 or above. */
  private double shift() {
    return min >= 1 ? 0 : 1.0 - min;
  }
}
