package io.trimtab.features.train;

import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Run;
import io.trimtab.features.classify.RunLabel;
import io.trimtab.features.extract.HostFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Small data sets whose classes are far apart, for tests that train. */
public final class Toy {
  private static final List<String> CLASSES = List.of("cpu", "fork", "idle", "ipc");

  private Toy() {}

  /** Four classes of three programs in two intensities each, and a novel kind; 6 s a run. */
  public static Dataset dataset(long seed) {
    Random random = new Random(seed);
    List<Run> runs = new ArrayList<>();
    for (int program = 0; program < 3; program++) {
      for (int intensity = 1; intensity <= 2; intensity++) {
        for (int workload = 0; workload < CLASSES.size(); workload++) {
          runs.add(run(CLASSES.get(workload), program, intensity, 4 * workload, random));
        }
        runs.add(run("novel", program, intensity, 40, random));
      }
    }
    return new Dataset(HostFeatures.schema(), runs);
  }

  private static Run run(String workload, int program, int intensity, int at, Random random) {
    List<double[]> vectors = new ArrayList<>();
    for (int second = 0; second < 6; second++) {
      double[] vector = new double[HostFeatures.schema().size()];
      for (int i = 0; i < vector.length; i++) {
        double level = i % 3 == 0 ? at : i % 3 == 1 ? (at * 7) % 5 : 1;
        vector[i] = Dataset.rounded(level + 0.2 * program + 0.1 * intensity + random.nextDouble());
      }
      vectors.add(vector);
    }
    return new Run(new RunLabel(workload, "program" + program, "" + intensity), vectors);
  }

  public static TrainingSettings settings(long seed) {
    return new TrainingSettings(
        new ForestSettings(15, 8, 1, 0.3f, false, Set.of(), seed), 0, 100, true, 0.05);
  }
}
