package io.trimtab.tuner.search;

import io.trimtab.tuner.TunerException;
import java.util.List;
import java.util.stream.IntStream;

/** A tunable with named choices in no order, as an I/O scheduler. */
public final class CategoricalDimension implements Dimension {
  private final String name;
  private final List<String> levels;
  private final int baselineLevel;
  private final List<Integer> probes;

  /**
   * Creates a dimension.
   *
   * @param name the tunable's name
   * @param choices at least two distinct choices
   * @param baseline the choice in force, one of them
   * @throws TunerException if there are too few choices, one twice, or the baseline is not there
   */
  public CategoricalDimension(String name, List<String> choices, String baseline) {
    if (choices.size() < 2 || choices.stream().distinct().count() != choices.size()) {
      throw new TunerException(name + ": needs two or more distinct choices, not " + choices);
    }
    if (!choices.contains(baseline)) {
      throw new TunerException(name + ": '" + baseline + "' is none of " + choices);
    }
    this.name = name;
    this.levels = List.copyOf(choices);
    this.baselineLevel = levels.indexOf(baseline);
    this.probes =
        IntStream.range(0, levels.size()).filter(i -> i != baselineLevel).boxed().toList();
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
    return List.of();
  }

  /** Returns one number per choice, or a single one for two choices. */
  @Override
  public int width() {
    return levels.size() == 2 ? 1 : levels.size();
  }

  /** {@inheritDoc} One-hot: 1 in the choice's own place, 0 elsewhere. */
  @Override
  public void encode(int level, double[] target, int offset) {
    for (int i = 0; i < width(); i++) {
      target[offset + i] = i == level ? 1 : 0;
    }
  }

  @Override
  public boolean ordered() {
    return false;
  }

  @Override
  public String toString() {
    return name + levels;
  }
}
