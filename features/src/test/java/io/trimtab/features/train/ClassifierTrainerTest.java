package io.trimtab.features.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.classify.Classifier;
import io.trimtab.features.classify.Dataset;
import io.trimtab.features.classify.Decision;
import io.trimtab.features.classify.Explanation;
import io.trimtab.features.classify.Run;
import io.trimtab.features.classify.WorkloadClass;
import io.trimtab.features.extract.HostFeatures;
import io.trimtab.features.model.ModelFile;
import io.trimtab.features.registry.FeatureSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClassifierTrainerTest {
  private static final Dataset DATASET = Toy.dataset(1);
  private static Evaluation evaluation;
  private static Classifier classifier;

  @BeforeAll
  static void train() {
    evaluation = Evaluation.of(DATASET, Toy.settings(3), TrainingListener.none());
    classifier = ClassifierTrainer.train(DATASET, Toy.settings(3), evaluation, "2026-11-21");
  }

  @Test
  void classesThatAreFarApartAreRecognised() {
    for (Run run : Toy.dataset(2).runs()) {
      for (double[] vector : run.vectors()) {
        String said = classifier.classify(vector).workload();
        boolean isNovel = run.label().isNovel();
        assertEquals(isNovel ? WorkloadClass.UNKNOWN : run.label().workload(), said);
      }
    }
    assertTrue(evaluation.runs().votes().macroF1() > 0.95);
    assertTrue(evaluation.strangeRuns() > 0.95);
    assertEquals(2, evaluation.phases().median());
  }

  @Test
  void unknownHasAReason() {
    double[] far = new double[HostFeatures.schema().size()];
    Arrays.fill(far, 99);
    Decision decision = classifier.classify(far);
    assertFalse(decision.isKnown());
    assertTrue(decision.reason().contains("unlike anything"), decision.reason());
  }

  @Test
  void theSameDataAndSeedGiveTheSameBytes() {
    Evaluation again = Evaluation.of(Toy.dataset(1), Toy.settings(3), TrainingListener.none());
    byte[] first = classifier.file().encode();
    byte[] second =
        ClassifierTrainer.train(Toy.dataset(1), Toy.settings(3), again, "2026-11-21")
            .file()
            .encode();
    assertArrayEquals(first, second);
    byte[] other =
        ClassifierTrainer.train(DATASET, Toy.settings(4), again, "2026-11-21").file().encode();
    assertFalse(Arrays.equals(first, other), "another seed, another forest");
  }

  @Test
  void aClassifierReadDecidesAsTheOneWritten() {
    ModelFile file = ModelFile.decode(classifier.file().encode(), "it");
    Classifier read = Classifier.of(file, "it", HostFeatures.schema());
    for (Run run : Toy.dataset(5).runs()) {
      for (double[] vector : run.vectors()) {
        assertEquals(classifier.opinion(vector), read.opinion(vector));
      }
    }
    assertEquals(
        DATASET.only(run -> !run.label().isNovel()).digest(), read.manifest().data().digest());
  }

  @Test
  void otherFeaturesAreRefusedByName() {
    ModelFile file = classifier.file();
    List<String> names = new ArrayList<>(HostFeatures.schema().names());
    names.set(2, "renamed");
    FeaturesException e =
        assertThrows(
            FeaturesException.class,
            () -> Classifier.of(file, "w.model", new FeatureSchema(names)));
    assertTrue(
        e.getMessage()
            .contains("w.model was made for other features: at place 2 it has cpu_iowait"),
        e.getMessage());
  }

  @Test
  void absentFeaturesDoNotStopIt() {
    double[] vector = Toy.dataset(6).runs().get(0).vectors().get(0).clone();
    for (int i = 0; i < vector.length; i += 5) {
      vector[i] = Double.NaN;
    }
    assertEquals("cpu", classifier.opinion(vector).workload());
    assertTrue(Double.isFinite(classifier.opinion(vector).novelty()));
  }

  @Test
  void anExplanationNamesFeaturesThatTell() {
    double[] vector = Toy.dataset(7).runs().get(3).vectors().get(0);
    List<Explanation.Contribution> top = Explanation.of(classifier, vector, 3);
    assertFalse(top.isEmpty());
    for (Explanation.Contribution each : top) {
      int place = HostFeatures.schema().place(each.feature());
      assertTrue(place % 3 != 2, each.feature() + " is the same in all classes");
      assertTrue(each.votes() > 0 && each.votes() <= 1);
      assertTrue(each.usual().low() <= each.usual().high());
    }
  }

  @Test
  void oneClassIsNotEnough() {
    Dataset one = DATASET.only(run -> run.label().workload().equals("cpu"));
    FeaturesException e =
        assertThrows(
            FeaturesException.class,
            () -> Evaluation.of(one, Toy.settings(1), TrainingListener.none()));
    assertTrue(e.getMessage().contains("cpu alone"), e.getMessage());
  }
}
