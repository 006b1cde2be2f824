package io.trimtab.tuner.policy;

import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.environment.Settings;
import io.trimtab.tuner.search.Dimension;
import io.trimtab.tuner.search.NumericDimension;
import io.trimtab.tuner.search.Point;
import io.trimtab.tuner.search.SearchSpace;

/**
 * Settings as points of a space that may not have their values: agents step through a range in ways
 * of their own, and other kernels have other ranges.
 */
public final class NearestPoint {
  private NearestPoint() {}

  /** Returns the valid point whose values are nearest; what the space lacks keeps its baseline. */
  public static Point of(SearchSpace space, Setting setting) {
    Point point = space.baseline();
    for (int i = 0; i < space.size(); i++) {
      Dimension dimension = space.dimensions().get(i);
      String value =
          dimension.name().equals(Settings.POLICY)
              ? setting.policy().word()
              : setting.values().get(dimension.name());
      if (value != null) {
        point = point.with(i, level(dimension, value));
      }
    }
    return space.repair(point, space.baseline());
  }

  /** Returns the level whose value is nearest; the baseline for a word that is not a choice. */
  static int level(Dimension dimension, String value) {
    int exact = dimension.levels().indexOf(value);
    if (exact >= 0) {
      return exact;
    }
    if (!(dimension instanceof NumericDimension number) || !value.matches("-?\\d{1,18}")) {
      return dimension.baselineLevel();
    }
    long wanted = Long.parseLong(value);
    int nearest = 0;
    for (int level = 1; level < number.levels().size(); level++) {
      if (apart(number, level, wanted) < apart(number, nearest, wanted)) {
        nearest = level;
      }
    }
    return nearest;
  }

  private static double apart(NumericDimension number, int level, long wanted) {
    if (number.scale() == NumericDimension.Scale.LINEAR) {
      return Math.abs((double) number.value(level) - wanted);
    }
    return Math.abs(
        Math.log1p((double) Math.max(0, number.value(level)))
            - Math.log1p((double) Math.max(0, wanted)));
  }
}
