package io.trimtab.features.forest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.forest.TreeNode.Leaf;
import io.trimtab.features.forest.TreeNode.Split;
import io.trimtab.features.registry.FeatureSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForestTest {
  private static final FeatureSchema SCHEMA = new FeatureSchema(List.of("a", "b"));
  private static final double[] SUBSTITUTES = {5, -5};

  /** a > 1 and b > 0 is 2, a > 1 alone is 1, the rest 0. */
  private static final TreeNode TREE =
      new Split(0, 1, new Leaf(0), new Split(1, 0, new Leaf(1), new Leaf(2)));

  @Test
  void atTheThresholdIsBelowIt() {
    assertEquals(0, said(TREE, 1, 1));
    assertEquals(2, said(TREE, Math.nextUp(1), 1));
    assertEquals(0, said(TREE, Math.nextDown(1), 1));
    assertEquals(1, said(TREE, 2, 0));
    assertEquals(1, said(TREE, 2, -0.0), "negative zero is zero");
    assertEquals(2, said(TREE, 2, Double.MIN_VALUE));
  }

  @Test
  void aThresholdOfNegativeZeroIsZero() {
    TreeNode tree = new Split(0, -0.0, new Leaf(0), new Leaf(1));
    assertEquals(0, said(tree, 0, 0));
    assertEquals(0, said(tree, -0.0, 0));
    assertEquals(1, said(tree, Double.MIN_VALUE, 0));
  }

  @Test
  void whatIsNoNumberCountsAsItsSubstitute() {
    assertEquals(1, said(TREE, Double.NaN, -1), "a is 5 then");
    assertEquals(1, said(TREE, 2, Double.NaN), "b is -5 then");
    assertEquals(1, said(TREE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
  }

  @Test
  void extremeNumbersAreCompared() {
    assertEquals(2, said(TREE, Double.MAX_VALUE, Double.MAX_VALUE));
    assertEquals(0, said(TREE, -Double.MAX_VALUE, 0));
  }

  @Test
  void everyNumberOfTreesHasItsVotes() {
    for (int trees = 1; trees <= 20; trees++) {
      List<TreeNode> grove = new ArrayList<>(Collections.nCopies(trees, new Leaf(1)));
      grove.set(0, TREE);
      double[] scores = new double[3];
      compile(grove).score(new double[] {2, 1}, 1, scores);
      double vote = 1.0 / trees;
      assertArrayEquals(new double[] {0, 1 - vote, vote}, scores, 1e-12, trees + " trees");
    }
  }

  @Test
  void bothFormsWalkAsTheTreesAreWritten() {
    Random random = new Random(11);
    for (int round = 0; round < 50; round++) {
      List<TreeNode> grove = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(20); i++) {
        grove.add(tree(random, random.nextInt(9)));
      }
      Forest forest = compile(grove);
      QuantisedForest quantised = QuantisedForest.of(forest, 256);
      double[] full = new double[3];
      double[] small = new double[3];
      for (int i = 0; i < 100; i++) {
        double[] vector = {random.nextInt(9) - 4, random.nextInt(9) - 4};
        double[] expected = new double[3];
        grove.forEach(tree -> expected[walk(tree, vector)] += 1.0 / grove.size());
        forest.score(vector, 1, full);
        quantised.score(vector, 1, small);
        assertArrayEquals(expected, full, 1e-12);
        assertArrayEquals(expected, small, 1e-12, "few thresholds are kept exactly");
      }
    }
  }

  @Test
  void theQuantisedFormHasNoMoreThresholdsThanAsked() {
    Random random = new Random(12);
    List<TreeNode> grove = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      grove.add(tree(random, 8));
    }
    QuantisedForest quantised = QuantisedForest.of(compile(grove), 3);
    assertTrue(quantised.thresholdArray().length <= 1 + 2 * 3);
  }

  @Test
  void treesThatNameWhatIsNotThereAreRefused() {
    assertThrows(FeaturesException.class, () -> compile(List.of(new Leaf(3))));
    assertThrows(FeaturesException.class, () -> compile(List.of()));
    assertThrows(
        FeaturesException.class, () -> compile(List.of(new Split(2, 0, new Leaf(0), new Leaf(1)))));
    assertThrows(
        FeaturesException.class,
        () -> compile(List.of(new Split(0, Double.NaN, new Leaf(0), new Leaf(1)))));
  }

  @Test
  void whatIsAskedFirstIsMoreImportant() {
    assertArrayEquals(new double[] {2.0 / 3, 1.0 / 3}, compile(List.of(TREE)).importance(), 1e-12);
  }

  static TreeNode tree(Random random, int depth) {
    return depth == 0
        ? new Leaf(random.nextInt(3))
        : new Split(
            random.nextInt(2),
            random.nextInt(17) / 2.0 - 4,
            tree(random, random.nextInt(depth)),
            tree(random, depth - 1));
  }

  private static int walk(TreeNode node, double[] vector) {
    return node instanceof Split split
        ? walk(vector[split.feature()] > split.threshold() ? split.high() : split.low(), vector)
        : ((Leaf) node).output();
  }

  private static int said(TreeNode tree, double a, double b) {
    double[] scores = new double[3];
    Forest forest = compile(List.of(tree));
    forest.score(new double[] {a, b}, 1, scores);
    int said = CompiledForest.best(scores, 0, 3);
    assertEquals(1, scores[said]);
    QuantisedForest.of(forest, 8).score(new double[] {a, b}, 1, scores);
    assertEquals(1, scores[said], "the quantised form says the same");
    return said;
  }

  static Forest compile(List<TreeNode> trees) {
    return Forest.compile("test", SCHEMA, 3, SUBSTITUTES, trees);
  }
}
