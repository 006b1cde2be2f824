package io.trimtab.fuzz.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CoverageTest {
  @Test
  void everyPlaceIsThereOnce() {
    Coverage coverage = Coverage.of(7, 3, 7, -1, 3);
    assertEquals(3, coverage.size());
    assertArrayEquals(new long[] {-1, 3, 7}, coverage.addresses().toArray());
    assertTrue(coverage.contains(7));
    assertFalse(coverage.contains(4));
    assertEquals(Coverage.of(3, 7, -1), coverage);
    assertEquals(Coverage.NONE, Coverage.of());
  }

  @Test
  void setsAreJoinedAndComparedAsSetsAre() {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      long[] a = random.longs(random.nextInt(30), -20, 20).toArray();
      long[] b = random.longs(random.nextInt(30), -20, 20).toArray();
      Set<Long> union = set(a);
      union.addAll(set(b));
      Set<Long> intersection = set(a);
      intersection.retainAll(set(b));
      Set<Long> difference = set(a);
      difference.removeAll(set(b));
      assertEquals(union, set(Coverage.of(a).union(Coverage.of(b))));
      assertEquals(intersection, set(Coverage.of(a).intersection(Coverage.of(b))));
      assertEquals(difference, set(Coverage.of(a).minus(Coverage.of(b))));
      assertEquals(union, set(Coverage.unionOf(List.of(Coverage.of(a), Coverage.of(b)))));
      assertEquals(difference, set(Coverage.of(a).filter(address -> !set(b).contains(address))));
      assertEquals(set(a).containsAll(set(b)), Coverage.of(a).containsAll(Coverage.of(b)));
      assertTrue(Coverage.of(a).containsAll(Coverage.of(a).intersection(Coverage.of(b))));
    }
  }

  private static Set<Long> set(Coverage coverage) {
    return set(coverage.addresses().toArray());
  }

  private static Set<Long> set(long... values) {
    return LongStream.of(values).boxed().collect(TreeSet::new, Set::add, Set::addAll);
  }
}
