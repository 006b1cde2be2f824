package io.trimtab.features.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.forest.CompiledForest;
import io.trimtab.features.forest.Forest;
import io.trimtab.features.forest.ForestCodec;
import io.trimtab.features.forest.QuantisedForest;
import io.trimtab.testing.Slow;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/** The compiled forms against Tribuo's own predictions, of a forest like the shipped one. */
class SameLabelsTest {
  private static final int TREES = 128;

  private static RecordedForest recorded;
  private static Forest forest;

  @BeforeAll
  static void grow() throws IOException {
    recorded = new RecordedForest(TREES);
    forest = recorded.compiled();
  }

  @Test
  void everyLabelAndScoreIsTribuos() {
    compare(10_000);
  }

  @Test
  @Slow
  void everyLabelAndScoreIsTribuosOnManyVectors() {
    compare(150_000);
  }

  private static void compare(int count) {
    TribuoForest tribuo = recorded.tribuo();
    List<double[]> vectors = recorded.vectors();
    Random random = new Random(3);
    double[] scores = new double[forest.outputs()];
    for (int i = 0; i < count; i++) {
      double[] vector = i < vectors.size() ? vectors.get(i) : changed(vectors, random);
      forest.score(vector, 1, scores);
      Prediction<Label> expected = tribuo.predict(tribuo.example(vector, 0));
      int best = CompiledForest.best(scores, 0, scores.length);
      assertEquals(expected.getOutput().getLabel(), tribuo.classes().get(best));
      for (int output = 0; output < scores.length; output++) {
        String workload = tribuo.classes().get(output);
        double score = expected.getOutputScores().get(workload).getScore();
        assertEquals(score, scores[output], 1e-9);
      }
    }
  }

  /** A mixture of two recorded vectors, with noise; one in ten has a number far outside. */
  private static double[] changed(List<double[]> vectors, Random random) {
    double[] one = vectors.get(random.nextInt(vectors.size()));
    double[] other = vectors.get(random.nextInt(vectors.size()));
    double[] changed = new double[one.length];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = (random.nextBoolean() ? one : other)[i];
      changed[i] += random.nextInt(3) == 0 ? 0.1 * random.nextGaussian() : 0;
    }
    if (random.nextInt(10) == 0) {
      changed[random.nextInt(changed.length)] *= random.nextInt(200) - 100;
    }
    return changed;
  }

  @Test
  void aBatchGetsTheScoresOfItsVectors() {
    List<double[]> vectors = recorded.vectors().subList(0, 100);
    int width = forest.schema().size();
    double[] batch = new double[100 * width];
    for (int i = 0; i < 100; i++) {
      System.arraycopy(vectors.get(i), 0, batch, i * width, width);
    }
    double[] all = new double[100 * forest.outputs()];
    double[] one = new double[forest.outputs()];
    forest.score(batch, 100, all);
    for (int i = 0; i < 100; i++) {
      forest.score(vectors.get(i), 1, one);
      for (int output = 0; output < one.length; output++) {
        assertEquals(one[output], all[i * one.length + output]);
      }
    }
  }

  @Test
  void quantisedItIsAQuarterAndVotesTheSame() {
    QuantisedForest quantised = QuantisedForest.of(forest, Fit.THRESHOLDS);
    assertTrue(
        quantised.bytes() * 4 <= forest.bytes(), quantised.bytes() + " of " + forest.bytes());
    assertTrue(ForestCodec.encode(quantised).length * 4 <= ForestCodec.encode(forest).length);
    double[] full = new double[forest.outputs()];
    double[] small = new double[forest.outputs()];
    int same = 0;
    for (double[] vector : recorded.vectors()) {
      forest.score(vector, 1, full);
      quantised.score(vector, 1, small);
      int best = CompiledForest.best(full, 0, full.length);
      same += best == CompiledForest.best(small, 0, small.length) ? 1 : 0;
    }
    assertTrue(same >= 0.99 * recorded.vectors().size(), same + " the same");
  }

  @Test
  void theSameForestGrowsFromTheSameSeed() throws IOException {
    assertArrayEquals(
        ForestCodec.encode(forest), ForestCodec.encode(new RecordedForest(TREES).compiled()));
  }
}
