package io.trimtab.features.prefetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageMapTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void doesAsAHashMapDoes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PageMap map = new PageMap(256);
    Map<Long, Integer> reference = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      long page = random.nextInt(500);
      if (random.nextInt(3) == 0) {
        map.remove(page);
        reference.remove(page);
      } else if (map.put(page, i)) {
        reference.put(page, i);
      } else {
        assertTrue(reference.size() >= 256 && !reference.containsKey(page));
      }
      long other = random.nextInt(500);
      assertEquals(reference.getOrDefault(other, PageMap.NONE), map.get(other));
      assertEquals(reference.size(), map.size());
    }
  }

  @Test
  void takesNoMoreThanItHolds() {
    PageMap map = new PageMap(8);
    for (int page = 0; page < 8; page++) {
      assertTrue(map.put(page, page));
    }
    assertFalse(map.put(8, 8));
    map.remove(3);
    assertTrue(map.put(8, 8));
  }
}
