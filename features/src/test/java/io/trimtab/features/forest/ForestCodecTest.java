package io.trimtab.features.forest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.FeaturesException;
import io.trimtab.features.registry.FeatureSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ForestCodecTest {
  private static final FeatureSchema SCHEMA = new FeatureSchema(List.of("a", "b"));
  private final Random random = new Random(5);

  private List<CompiledForest> both() {
    List<TreeNode> trees = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      trees.add(ForestTest.tree(random, 6));
    }
    Forest forest = ForestTest.compile(trees);
    return List.of(forest, QuantisedForest.of(forest, 256));
  }

  @Test
  void aForestReadIsTheOneWritten() {
    for (CompiledForest forest : both()) {
      byte[] bytes = ForestCodec.encode(forest);
      CompiledForest again = ForestCodec.decode(bytes, "test", SCHEMA, 3);
      assertArrayEquals(bytes, ForestCodec.encode(again));
      assertEquals(forest.getClass(), again.getClass());
      double[] before = new double[3];
      double[] after = new double[3];
      for (int i = 0; i < 200; i++) {
        double[] vector = {random.nextGaussian() * 4, i % 10 == 0 ? Double.NaN : i % 7 - 3};
        forest.score(vector, 1, before);
        again.score(vector, 1, after);
        assertArrayEquals(before, after);
      }
    }
  }

  @Test
  void aForestThatIsCutOffIsRefused() {
    for (CompiledForest forest : both()) {
      byte[] bytes = ForestCodec.encode(forest);
      for (int length = 0; length < bytes.length; length++) {
        byte[] part = Arrays.copyOf(bytes, length);
        assertThrows(FeaturesException.class, () -> ForestCodec.decode(part, "test", SCHEMA, 3));
      }
    }
  }

  /** Whatever bytes are read: a forest that can be asked, or one line that says why not. */
  @Test
  @Timeout(60)
  void changedBytesNeverHarm() {
    int refused = 0;
    for (CompiledForest forest : both()) {
      byte[] bytes = ForestCodec.encode(forest);
      for (int round = 0; round < 20_000; round++) {
        byte[] changed = bytes.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        refused += isRefused(changed) ? 1 : 0;
      }
    }
    assertTrue(refused > 1000, refused + " refused");
  }

  private static boolean isRefused(byte[] bytes) {
    CompiledForest forest;
    try {
      forest = ForestCodec.decode(bytes, "test", SCHEMA, 3);
    } catch (FeaturesException e) {
      return true;
    }
    forest.score(new double[] {1, 2}, 1, new double[3]);
    forest.score(new double[] {Double.NaN, 2}, 1, new double[3]);
    return false;
  }
}
