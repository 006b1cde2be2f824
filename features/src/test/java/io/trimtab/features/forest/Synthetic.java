package io.trimtab.features.forest;

import io.trimtab.features.extract.HostFeatures;
import io.trimtab.features.train.ForestSettings;
import io.trimtab.features.train.TrainingSet;
import io.trimtab.features.train.TribuoForest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Vectors of overlapping classes, from which a forest of a realistic size grows. */
public final class Synthetic {
  public static final int CLASSES = 10;
  private static final int WIDTH = HostFeatures.schema().size();

  private Synthetic() {}

  public static TribuoForest forest(int vectors, int trees) {
    return TribuoForest.grow(
        set(vectors, 1), new ForestSettings(trees, 16, 1, 0.15f, false, Set.of(), 7));
  }

  public static TrainingSet set(int count, long seed) {
    Random random = new Random(seed);
    double[][] vectors = new double[count][];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES;
      vectors[i] = vector(labels[i], random);
    }
    float[] weights = new float[count];
    Arrays.fill(weights, 1);
    List<String> classes = IntStream.range(0, CLASSES).mapToObj(i -> "class" + i).toList();
    return new TrainingSet(HostFeatures.schema(), classes, vectors, labels, weights);
  }

  /**
   * Some features shares, some counts that are often zero, some log rates; a few tell the class.
   */
  private static double[] vector(int label, Random random) {
    double[] vector = new double[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      double noise = random.nextGaussian();
      boolean tells = (i * 7 + label * 3) % 11 < 2;
      double centre = tells ? 8 : 5;
      vector[i] =
          i % 3 == 0
              ? Math.max(0, Math.round(centre + 3 * noise))
              : i % 3 == 1 ? 1 / (1 + Math.exp(-noise - (tells ? 1 : 0))) : centre + 2 * noise;
    }
    return vector;
  }
}
