package io.trimtab.features.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.classify.Classifier;
import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.DatasetCsv;
import io.trimtab.features.classify.ShippedModel;
import io.trimtab.features.classify.WorkloadClass;
import io.trimtab.features.evaluate.Confusion;
import io.trimtab.features.evaluate.Measures;
import io.trimtab.features.evaluate.Said;
import io.trimtab.features.extract.HostFeatures;
import io.trimtab.testing.Slow;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The model that ships, and the vectors of real runs that it was trained on. */
class ShippedModelTest {
  private static final int FEW_TREES = 48;
  private static Dataset dataset;
  private static Classifier shipped;

  @BeforeAll
  static void load() throws IOException {
    try (InputStream in = ShippedModel.class.getResourceAsStream("workload-vectors.csv.gz")) {
      dataset = DatasetCsv.read(in, "the vectors");
    }
    shipped = ShippedModel.load();
  }

  @Test
  void itIsOfTheseVectorsAndFeatures() {
    Dataset known = dataset.only(run -> !run.label().isNovel());
    assertEquals(known.digest(), shipped.manifest().data().digest());
    assertEquals(HostFeatures.schema().names(), shipped.manifest().features());
    assertEquals(Set.copyOf(WorkloadClass.words()), Set.copyOf(shipped.classes()));
    assertTrue(shipped.file().encode().length < 1 << 20, "less than 1 MiB");
  }

  @Test
  void whatItSaysOfItselfReachesTheAims() {
    assertTrue(shipped.manifest().scores().get("macro_f1_runs") >= 0.95);
    assertTrue(shipped.manifest().scores().get("macro_f1_programs") >= 0.85);
    assertTrue(shipped.manifest().scores().get("auroc_novel") >= 0.90);
    assertTrue(shipped.manifest().scores().get("auroc_without_a_class") >= 0.90);
    assertTrue(shipped.manifest().scores().get("phase_change_median_s") <= 3);
  }

  /** With less than half of the trees, so that it takes seconds. */
  @Test
  void trainingAnewReachesThemToo() {
    TrainingSettings settings = TrainingSettings.standard(1).withTrees(FEW_TREES);
    CrossValidation validation = new CrossValidation(settings, TrainingListener.none());
    Dataset none = dataset.only(run -> false);
    assertTrue(f1(validation.said(Folds.byRun(dataset, 4, 1), none)) >= 0.94);
    assertTrue(f1(validation.said(Folds.byProgram(dataset, 1), none)) >= 0.85);
  }

  private static double f1(List<Said> said) {
    List<String> classes = said.stream().map(Said::truth).distinct().sorted().toList();
    Confusion confusion = new Measures(classes, said, shipped.manifest().domain()).votes();
    return confusion.macroF1();
  }

  /** At most a point of F1, on intensities that were not trained on. */
  @Test
  void quantisingCostsNextToNothing() {
    TrainingSettings settings = TrainingSettings.standard(1).withTrees(FEW_TREES);
    TrainingSettings full =
        new TrainingSettings(settings.forest(), settings.mixtures(), 100, false, 0.05);
    TrainingSettings quantised =
        new TrainingSettings(settings.forest(), settings.mixtures(), 100, true, 0.05);
    Folds.Fold fold = Folds.byIntensity(dataset, 4, 1).get(0);
    assertEquals(
        f1(said(Fit.of(fold.training(), full), fold.held())),
        f1(said(Fit.of(fold.training(), quantised), fold.held())),
        0.01);
  }

  private static List<Said> said(Fit fit, Dataset dataset) {
    return dataset.runs().stream()
        .map(run -> new Said(run, run.vectors().stream().map(fit::opinion).toList()))
        .collect(Collectors.toList());
  }

  @Test
  @Slow
  void theSameVectorsGiveTheSameModel() {
    TrainingSettings settings = TrainingSettings.standard(shipped.manifest().seed());
    Evaluation evaluation = Evaluation.of(dataset, settings, TrainingListener.none());
    Classifier again =
        ClassifierTrainer.train(dataset, settings, evaluation, shipped.manifest().created());
    assertArrayEquals(shipped.file().encode(), again.file().encode());
  }
}
