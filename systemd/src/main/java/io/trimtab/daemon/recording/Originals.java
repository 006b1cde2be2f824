package io.trimtab.daemon.recording;

import io.trimtab.tuner.experience.SpaceConstraints;
import io.trimtab.tuner.search.CategoricalDimension;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Spaces at the values that a host came with: one that was probed while something was in force has
 * that for its baseline.
 */
final class Originals {
  private Originals() {}

  /**
   * Returns a space with other baselines, and those of its constraints that files can have, too.
   *
   * @param originals value texts by tunable; those that are no values of the space are left out
   */
  static SearchSpace in(SearchSpace space, Map<String, String> originals) {
    List<Dimension> dimensions = new ArrayList<>();
    for (Dimension dimension : space.dimensions()) {
      String original = originals.get(dimension.name());
      dimensions.add(original == null ? dimension : at(dimension, original));
    }
    return new SearchSpace(dimensions, SpaceConstraints.among(dimensions));
  }

  private static Dimension at(Dimension dimension, String original) {
    if (dimension instanceof NumericDimension number && original.matches("-?\\d{1,18}")) {
      return new NumericDimension(
          number.name(),
          number.min(),
          number.max(),
          number.scale(),
          number.specials().stream().map(number::value).toList(),
          Long.parseLong(original),
          number.buckets());
    }
    return dimension instanceof CategoricalDimension && dimension.levels().contains(original)
        ? new CategoricalDimension(dimension.name(), dimension.levels(), original)
        : dimension;
  }
}
