package io.trimtab.fuzz.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.relation.RelationTable;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedWeightsTest {
  private static final CallSet CALLS = CallSet.all(ShippedDescriptions.load());

  @Test
  void programsAreDrawnByHowMuchSignalTheyHave() {
    SeedWeights seeds = new SeedWeights();
    for (int signal : new int[] {30, 0, 50, 20}) {
      seeds.add(signal);
    }
    SplittableRandom random = new SplittableRandom(1);
    int[] drawn = new int[4];
    for (int i = 0; i < 101_000; i++) {
      drawn[seeds.draw(random)]++;
    }

    assertEquals(1, seeds.of(1));
    for (int i = 0; i < 4; i++) {
      assertEquals(1000.0 * seeds.of(i), drawn[i], 800, Arrays.toString(drawn));
    }
  }

  @Test
  void thereMayBeManyOfThem() {
    SeedWeights seeds = new SeedWeights();
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 5000; i++) {
      seeds.add(i);
      int drawn = seeds.draw(random);
      assertTrue(drawn >= 0 && drawn <= i);
    }
    assertEquals(5000, seeds.size());
    assertEquals(4999, seeds.of(4999));
  }

  @ParameterizedTest
  @CsvSource({
    "RANDOM, false",
    "BIGRAM, false",
    "CHOICE_TABLE, true",
    "HEALER_STATIC, true",
    "HEALER, true"
  })
  void whoDrawsBySignal(GuideKind kind, boolean isBySignal) {
    Guide guide = kind.make(CALLS, new RelationTable());
    SeedWeights seeds = new SeedWeights();
    seeds.add(1);
    seeds.add(999);
    SplittableRandom random = new SplittableRandom(3);
    int small = 0;
    for (int i = 0; i < 1000; i++) {
      small += guide.seed(seeds, random) == 0 ? 1 : 0;
    }

    assertTrue(isBySignal ? small < 20 : small > 400, small + " of 1000");
  }
}
