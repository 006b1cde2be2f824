package io.trimtab.features.train;

import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.DatasetCsv;
import io.trimtab.features.classify.ShippedModel;
import io.trimtab.features.forest.Forest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A forest grown of the vectors that the shipped model was trained on, and those vectors. */
public final class RecordedForest {
  private final Dataset dataset;
  private final double[] substitutes;
  private final TribuoForest tribuo;

  public RecordedForest(int trees) throws IOException {
    try (InputStream in = ShippedModel.class.getResourceAsStream("workload-vectors.csv.gz")) {
      dataset = DatasetCsv.read(in, "the vectors").only(run -> !run.label().isNovel());
    }
    substitutes = Medians.of(dataset);
    tribuo =
        TribuoForest.grow(
            TrainingSets.of(dataset, substitutes, 200, 1),
            TrainingSettings.standard(1).withTrees(trees).forest());
  }

  public TribuoForest tribuo() {
    return tribuo;
  }

  public Forest compiled() {
    return tribuo.compile("recorded", substitutes);
  }

  /** All vectors, with unknown features filled in. */
  public List<double[]> vectors() {
    List<double[]> vectors = new ArrayList<>();
    dataset
        .runs()
        .forEach(
            run -> run.vectors().forEach(each -> vectors.add(Medians.filled(each, substitutes))));
    return vectors;
  }
}
