package io.trimtab.fuzz.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LongSetTest {
  @Test
  void itIsASet() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      LongSet set = new LongSet();
      Set<Long> same = new HashSet<>();
      int range = 1 + random.nextInt(2000);
      for (int i = random.nextInt(3000); i >= 0; i--) {
        long value = random.nextInt(range) - range / 2;
        assertEquals(same.add(value), set.add(value));
      }
      assertEquals(same.size(), set.size());
      assertEquals(same, set.values().boxed().collect(Collectors.toSet()));
      for (long value = -range; value < range; value++) {
        assertEquals(same.contains(value), set.contains(value));
      }
    }
  }

  /** Of all that a hash could make alike: what differs in few bits, low ones or high ones. */
  @Test
  void addressesAreToldApart() {
    LongSet set = new LongSet();
    for (int i = 0; i < 50_000; i++) {
      assertTrue(set.add(0x60000000L + 16L * i));
      assertTrue(set.add((long) i << 40 | 1));
    }
    assertFalse(set.add(0x60000000L));
    assertFalse(set.contains(0x60000001L));
    assertTrue(set.add(Long.MIN_VALUE));
    assertTrue(set.add(-1));
    assertTrue(set.add(0));
    assertFalse(set.add(0));
    assertEquals(100_003, set.size());
  }
}
