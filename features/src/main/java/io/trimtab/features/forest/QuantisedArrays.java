package io.trimtab.features.forest;

import io.trimtab.features.registry.FeatureSchema;

/** Puts a {@link QuantisedForest} together from arrays: new ones, or a file's. */
final class QuantisedArrays {
  private QuantisedArrays() {}

  static char[] chars(int[] numbers) {
    char[] chars = new char[numbers.length];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) numbers[i];
    }
    return chars;
  }

  /** Finds out how deep the trees are; every way must lead to a class. */
  static QuantisedForest build(
      String name,
      FeatureSchema schema,
      int outputs,
      double[] substitutes,
      float[] thresholds,
      byte[] features,
      char[] places,
      char[] children,
      char[] roots) {
    int[] height = new int[places.length];
    // A split's children come after it, the classes apart.
    for (int node = places.length - 1; node >= outputs; node--) {
      height[node] = 1 + Math.max(height[children[2 * node]], height[children[2 * node + 1]]);
    }
    int[] depths = new int[roots.length];
    for (int i = 0; i < roots.length; i++) {
      depths[i] = height[roots[i]];
    }
    return new QuantisedForest(
        name,
        schema,
        outputs,
        substitutes,
        thresholds,
        features,
        places,
        children,
        roots,
        steps(depths));
  }

  /** How far each group of trees is walked, and each tree that makes no whole group. */
  private static int[] steps(int[] depths) {
    int groups = depths.length / QuantisedForest.ABREAST;
    int alone = depths.length % QuantisedForest.ABREAST;
    int[] steps = new int[groups + alone];
    for (int tree = 0; tree < depths.length; tree++) {
      int at =
          tree < groups * QuantisedForest.ABREAST
              ? tree / QuantisedForest.ABREAST
              : groups + tree % QuantisedForest.ABREAST;
      steps[at] = Math.max(steps[at], depths[tree]);
    }
    return steps;
  }
}
