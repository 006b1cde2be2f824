package io.trimtab.tuner.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.trimtab.tuner.TunerException;
import org.junit.jupiter.api.Test;

class BlockTest {
  @Test
  void halfTheTimeIsTwiceAsGood() {
    Block block = Block.inRunOrder(4, 2, 2, 4, false);
    assertEquals(Math.log(2), block.logRatio(Direction.MINIMISE), 1e-12);
    assertEquals(-Math.log(2), block.logRatio(Direction.MAXIMISE), 1e-12);
  }

  @Test
  void runOrderSaysWhichIsWhich() {
    assertEquals(Block.inRunOrder(4, 2, 3, 5, false), new Block(4, 5, 2, 3, false));
    assertEquals(Block.inRunOrder(2, 4, 5, 3, true), new Block(4, 5, 2, 3, true));
  }

  @Test
  void exponentialDriftCancels() {
    Block block = Block.inRunOrder(1, 1.1, 1.21, 1.331, false);
    assertEquals(0, block.logRatio(Direction.MINIMISE), 1e-12);
    assertEquals(Math.log(1.331), block.baselineSpread(), 1e-12);
    assertEquals(Math.log(1.1), block.candidateSpread(), 1e-12);
  }

  @Test
  void refusesZeroAndNaN() {
    assertThrows(TunerException.class, () -> Block.inRunOrder(0, 1, 1, 1, false));
    assertThrows(TunerException.class, () -> Block.inRunOrder(1, Double.NaN, 1, 1, false));
    assertThrows(
        TunerException.class, () -> Block.inRunOrder(1, 1, Double.POSITIVE_INFINITY, 1, true));
  }
}
