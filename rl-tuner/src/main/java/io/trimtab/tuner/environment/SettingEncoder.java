package io.trimtab.tuner.environment;

import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.SearchSpace;
import java.util.List;

/** Settings as numbers for regression trees, values between the levels of the space included. */
final class SettingEncoder {
  private final SearchSpace space;

  SettingEncoder(SearchSpace space) {
    this.space = space;
  }

  /**
   * Returns a setting as numbers: for each dimension its position in the range and which special
   * value it is, or one number for each choice.
   *
   * @throws TunerException if it names a tunable that the space lacks, or no number or choice of
   *     one
   */
  double[] encode(Setting setting) {
    for (String name : setting.values().keySet()) {
      if (space.dimensions().stream().noneMatch(d -> d.name().equals(name))) {
        throw TunerException.invalid(
            name + ": not a tunable of this recording; record trials that change it first");
      }
    }
    double[] row = new double[space.dimensions().stream().mapToInt(Dimension::width).sum()];
    int offset = 0;
    for (Dimension dimension : space.dimensions()) {
      encode(dimension, text(dimension, setting), row, offset);
      offset += dimension.width();
    }
    return row;
  }

  private static String text(Dimension dimension, Setting setting) {
    if (dimension.name().equals(Settings.POLICY)) {
      return setting.policy().word();
    }
    return setting
        .values()
        .getOrDefault(dimension.name(), dimension.levels().get(dimension.baselineLevel()));
  }

  private static void encode(Dimension dimension, String text, double[] row, int offset) {
    List<String> levels = dimension.levels();
    int level = levels.indexOf(text);
    if (level >= 0) {
      dimension.encode(level, row, offset);
    } else if (dimension instanceof NumericDimension numeric) {
      try {
        row[offset] = numeric.position(Long.parseLong(text));
      } catch (NumberFormatException e) {
        throw new TunerException(dimension.name() + ": '" + text + "' is not a number", e);
      }
    } else {
      throw TunerException.invalid(
          dimension.name() + ": '" + text + "' is none of " + levels + " of this recording");
    }
  }
}
