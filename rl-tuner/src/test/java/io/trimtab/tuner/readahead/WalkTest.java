package io.trimtab.tuner.readahead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.readahead.AccessPattern;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WalkTest {
  private static final int PAGES = 1000;
  private static final int LENGTH = 4;
  private static final int STRIDE = 13;

  @Test
  void stepsAreThePatterns() {
    assertEquals(LENGTH, step(AccessPattern.SEQUENTIAL));
    assertEquals(-LENGTH, step(AccessPattern.REVERSE));
    assertEquals(STRIDE, step(AccessPattern.STRIDED));
  }

  @Test
  void noAccessGoesBeyondTheFile() {
    for (AccessPattern pattern : AccessPattern.all()) {
      if (pattern != AccessPattern.MIXED) {
        Walk walk = walk(pattern);
        for (int i = 0; i < 10 * PAGES; i++) {
          long page = walk.next();
          assertTrue(page >= 0 && page + LENGTH <= PAGES, () -> pattern + " at " + page);
        }
      }
    }
  }

  /** The most frequent step: those where the file ends are others. */
  private static long step(AccessPattern pattern) {
    Walk walk = walk(pattern);
    long first = walk.next();
    long second = walk.next();
    long third = walk.next();
    return second - first == third - second ? second - first : walk.next() - third;
  }

  private static Walk walk(AccessPattern pattern) {
    return Walk.of(pattern, PAGES, LENGTH, STRIDE, new SplittableRandom(5));
  }
}
