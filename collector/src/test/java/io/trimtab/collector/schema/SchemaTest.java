package io.trimtab.collector.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.CollectorException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaTest {
  @Test
  void everyShippedMetricIsDescribed() {
    Schema schema = Schema.shipped();
    assertTrue(schema.metrics().size() > 120);
    for (Metric metric : schema.metrics()) {
      assertTrue(metric.name().matches("[a-z]+\\.[a-z0-9_]+"), metric.name());
      assertTrue(metric.meaning().length() > 5, metric.name() + ": " + metric.meaning());
      assertTrue(metric.scale() > 0, metric.name());
      assertEquals(metric.needsEbpf(), !metric.hooks().isEmpty(), metric.name());
    }
  }

  @Test
  void columnsAreUniqueWithinAScope() {
    for (Scope scope : Scope.values()) {
      Set<String> columns = new HashSet<>();
      for (Metric metric : Schema.shipped().metrics(scope)) {
        assertTrue(columns.add(metric.column()), metric.name());
      }
    }
  }

  @Test
  void metricsKeepTheOrderOfTheFile() {
    List<Metric> metrics = Schema.shipped().from("/proc/diskstats");
    assertEquals("block.reads", metrics.get(0).name());
    assertEquals("block.in_flight", metrics.get(metrics.size() - 1).name());
    assertEquals(32, Schema.shipped().get("block.busy_time").bits());
  }

  @Test
  void anUnknownKeyIsAnErrorWithItsPlace() {
    CollectorException error =
        assertThrows(
            CollectorException.class,
            () -> SchemaReader.read("test.toml", "version = 1\n[[group]]\ncolour = 'red'\n"));
    assertEquals("test.toml:2: unknown key \"colour\"", error.getMessage());
  }

  @Test
  void bucketsMeetWithoutGapsOrOverlap() {
    assertEquals(0, Buckets.low(0));
    for (int bucket = 0; bucket < Buckets.COUNT - 1; bucket++) {
      assertEquals(Buckets.low(bucket + 1), Buckets.high(bucket));
      assertEquals(bucket, Buckets.of(Buckets.low(bucket)));
      assertEquals(bucket, Buckets.of(Buckets.high(bucket) - 1));
    }
    assertEquals(Buckets.COUNT - 1, Buckets.of(Long.MAX_VALUE));
    assertEquals(0, Buckets.of(-5));
  }
}
