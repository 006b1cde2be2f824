package io.trimtab.features.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.forest.CompiledForest;
import io.trimtab.features.forest.Forest;
import io.trimtab.features.forest.QuantisedForest;
import io.trimtab.features.forest.Synthetic;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/** The compiled forms against Tribuo's own predictions. */
class SameLabelsTest {
  private static final int VECTORS = 100_000;
  private static TribuoForest tribuo;
  private static Forest forest;

  @BeforeAll
  static void grow() {
    tribuo = Synthetic.forest(600, 61);
    forest = tribuo.compile("synthetic", new double[Synthetic.set(10, 1).schema().size()]);
  }

  @Test
  void everyLabelAndScoreIsTribuos() {
    TrainingSet others = Synthetic.set(VECTORS, 2);
    Random random = new Random(3);
    double[] scores = new double[forest.outputs()];
    for (int v = 0; v < others.size(); v++) {
      double[] vector = others.vector(v);
      // Some values lie on what trees were trained on, as counts do, and some far outside.
      if (random.nextInt(10) == 0) {
        vector[random.nextInt(vector.length)] *= random.nextInt(5) - 2;
      }
      forest.score(vector, 1, scores);
      Prediction<Label> expected = tribuo.predict(tribuo.example(vector, 0));
      int best = CompiledForest.best(scores, 0, scores.length);
      assertEquals(expected.getOutput().getLabel(), tribuo.classes().get(best));
      for (int i = 0; i < scores.length; i++) {
        double score = expected.getOutputScores().get(tribuo.classes().get(i)).getScore();
        assertEquals(score, scores[i], 1e-9);
      }
    }
  }

  @Test
  void aBatchGetsTheScoresOfItsVectors() {
    TrainingSet others = Synthetic.set(100, 4);
    int width = others.schema().size();
    double[] batch = new double[100 * width];
    for (int i = 0; i < 100; i++) {
      System.arraycopy(others.vector(i), 0, batch, i * width, width);
    }
    double[] all = new double[100 * forest.outputs()];
    double[] one = new double[forest.outputs()];
    forest.score(batch, 100, all);
    for (int i = 0; i < 100; i++) {
      forest.score(others.vector(i), 1, one);
      for (int output = 0; output < one.length; output++) {
        assertEquals(one[output], all[i * one.length + output]);
      }
    }
  }

  @Test
  void quantisedItIsAQuarterAndNearlyAsGood() {
    QuantisedForest quantised = QuantisedForest.of(forest, 64);
    assertTrue(
        quantised.bytes() * 4 <= forest.bytes(), quantised.bytes() + " of " + forest.bytes());
    assertEquals(accuracy(forest), accuracy(quantised), 0.01);
  }

  @Test
  void theSameForestGrowsFromTheSameSeed() {
    double[] first = new double[forest.outputs()];
    double[] second = new double[forest.outputs()];
    CompiledForest again =
        Synthetic.forest(600, 61).compile("again", new double[forest.schema().size()]);
    TrainingSet others = Synthetic.set(1000, 5);
    for (int v = 0; v < others.size(); v++) {
      double[] vector = others.vector(v);
      forest.score(vector, 1, first);
      again.score(vector, 1, second);
      assertArrayEquals(first, second);
    }
  }

  private static double accuracy(CompiledForest forest) {
    TrainingSet others = Synthetic.set(5000, 6);
    double[] scores = new double[forest.outputs()];
    int right = 0;
    for (int i = 0; i < others.size(); i++) {
      forest.score(others.vector(i), 1, scores);
      int best = CompiledForest.best(scores, 0, scores.length);
      String said = tribuo.classes().get(best);
      right += said.equals(others.classes().get(others.label(i))) ? 1 : 0;
    }
    return (double) right / others.size();
  }
}
