package io.trimtab.features.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.testing.Slow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One writer and four readers: no reader ever sees a vector of which a part is another's. */
@Timeout(600)
class FeatureRegistryStressTest {
  private static final int READERS = 4;
  private static final FeatureSchema SCHEMA =
      new FeatureSchema(List.of("a", "b", "c", "d", "e", "f", "g", "h"));

  @Test
  void noTornVector() throws Exception {
    stress(300_000);
  }

  @Test
  @Slow
  void noTornVectorInAHundredMillion() throws Exception {
    stress(100_000_000);
  }

  private static void stress(long commits) throws Exception {
    FeatureRegistry registry = new FeatureRegistry("stress", SCHEMA, 64);
    ExecutorService pool = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(pool.submit(() -> read(registry, commits)));
      }
      for (long n = 1; n <= commits; n++) {
        registry.begin();
        for (int place = 0; place < SCHEMA.size(); place++) {
          registry.capture(place, n * (place + 1));
        }
        registry.commit(n);
      }
      for (Future<Long> reader : readers) {
        assertTrue(reader.get() > 0, "a reader has read nothing");
      }
      assertEquals(commits, registry.committed());
    } finally {
      pool.shutdownNow();
    }
  }

  /** Reads until the last vector was seen; each must be whole, and later than the one before. */
  private static long read(FeatureRegistry registry, long commits) {
    FeatureBatch batch = new FeatureBatch(SCHEMA, 32);
    long last = 0;
    long read = 0;
    while (last < commits) {
      registry.since(last, batch);
      for (int vector = 0; vector < batch.size(); vector++) {
        long n = batch.timestamp(vector);
        if (n <= last) {
          throw new AssertionError("vector " + n + " after " + last);
        }
        for (int place = 0; place < SCHEMA.size(); place++) {
          if (batch.get(vector, place) != n * (place + 1.0)) {
            throw new AssertionError("vector " + n + " is torn at " + place);
          }
        }
        last = n;
        read++;
      }
    }
    return read;
  }
}
