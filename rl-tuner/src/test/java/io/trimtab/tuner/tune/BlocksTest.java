package io.trimtab.tuner.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.environment.Environment.Candidate;
import io.trimtab.tuner.measure.NoiseModel;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private static final double LEAST = 0.002;

  @Test
  void theNoiseIsLearntFromEveryBlock() throws InterruptedException {
    Blocks blocks = measured(NoiseModel.gaussian(0.05, new SplittableRandom(3)), 400);
    assertEquals(0.05, blocks.noise(LEAST), 0.01);
  }

  @Test
  void aDriftIsNoNoise() throws InterruptedException {
    Blocks blocks = measured(NoiseModel.drifting(0, 0.001, new SplittableRandom(3)), 20);
    assertEquals(LEAST, blocks.noise(LEAST), 1e-12);
  }

  @Test
  void firstReadingsThatHappenToAgreeAreOutvoted() throws InterruptedException {
    int[] runs = {0};
    DoubleSupplier noise = NoiseModel.gaussian(0.05, new SplittableRandom(4));
    SimulatedEnvironment environment =
        new SimulatedEnvironment(() -> runs[0]++ < 4 ? 1 : noise.getAsDouble(), c -> 1);
    Blocks blocks = new Blocks(environment);
    for (int i = 0; i < 4; i++) {
      blocks.firstReading();
    }
    assertEquals(LEAST, blocks.noise(LEAST), 1e-12);
    measure(environment, blocks, 40);
    assertTrue(blocks.noise(LEAST) > 0.02, "" + blocks.noise(LEAST));
  }

  private static Blocks measured(DoubleSupplier noise, int count) throws InterruptedException {
    SimulatedEnvironment environment = new SimulatedEnvironment(noise, c -> 1);
    Blocks blocks = new Blocks(environment);
    measure(environment, blocks, count);
    return blocks;
  }

  private static void measure(SimulatedEnvironment environment, Blocks blocks, int count)
      throws InterruptedException {
    try (Candidate candidate = environment.prepare(new Configuration(Map.of()))) {
      for (int i = 0; i < count; i++) {
        blocks.judge(candidate);
      }
    }
  }
}
