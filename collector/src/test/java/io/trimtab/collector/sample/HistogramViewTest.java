package io.trimtab.collector.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.schema.Buckets;
import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramViewTest {
  private static final Schema SCHEMA = Schema.shipped();
  private static final Metric METRIC = SCHEMA.get("sched.runqueue_latency");
  private static final Layout LAYOUT = new Layout(SCHEMA, Map.of());
  private static final int AT = LAYOUT.at(METRIC);

  private final HistogramView view = new HistogramView();

  private static Sample sample(long... values) {
    Sample sample = new Sample(LAYOUT);
    for (int i = 0; i <= Buckets.COUNT; i++) {
      sample.set(AT + i, 0);
    }
    for (long value : values) {
      sample.add(AT + Buckets.of(value), 1);
      sample.add(AT + Buckets.COUNT, value);
    }
    return sample;
  }

  @Test
  void nothingIsNotANumber() {
    assertTrue(view.of(new Sample(LAYOUT), AT).isAbsent());
    assertTrue(Double.isNaN(view.quantile(0.5)));
    assertFalse(view.of(sample(), AT).isAbsent());
    assertEquals(0, view.count());
    assertTrue(Double.isNaN(view.quantile(0.5)));
    assertTrue(Double.isNaN(view.mean()));
  }

  @Test
  void countsMeanAndSumAreExact() {
    view.of(sample(1, 2, 3, 4, 1000), AT);
    assertEquals(5, view.count());
    assertEquals(2, view.count(1));
    assertEquals(1010, view.sum());
    assertEquals(202, view.mean());
  }

  @Test
  void quantilesOfKnownDistributionsAreClose() {
    Random random = new Random(7);
    long[] values = new long[20_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(Math.exp(10 + 1.5 * random.nextGaussian()));
    }
    view.of(sample(values), AT);
    Arrays.sort(values);
    for (double share : new double[] {0.01, 0.25, 0.5, 0.9, 0.99, 0.999}) {
      double exact = values[(int) (share * values.length)];
      assertEquals(1, view.quantile(share) / exact, 0.1, "quantile " + share);
    }
  }

  @Test
  void quantilesStayInsideTheBucketsThatHaveValues() {
    view.of(sample(100, 100, 100), AT);
    assertEquals(64, view.quantile(0));
    assertEquals(128, view.quantile(1));
    view.of(sample(Long.MAX_VALUE), AT);
    assertEquals(Buckets.low(Buckets.COUNT - 1), view.quantile(0.99));
  }

  @Test
  void quantilesNeverFallAsTheShareGrows() {
    view.of(sample(0, 1, 7, 90, 90, 4000, 1 << 30), AT);
    double before = 0;
    for (double share = 0; share <= 1; share += 0.01) {
      assertTrue(view.quantile(share) >= before, "at " + share);
      before = view.quantile(share);
    }
  }

  @Test
  void betweenTwoSamplesCountsOnlyWhatCame() {
    view.between(METRIC, sample(5, 100), AT, sample(5, 100, 100, 3000), AT);
    assertEquals(2, view.count());
    assertEquals(3100, view.sum());
    assertTrue(view.between(METRIC, sample(5, 5), AT, sample(5), AT).isAbsent());
    assertEquals(0, view.count());
    assertTrue(view.between(METRIC, new Sample(LAYOUT), AT, sample(5), AT).isAbsent());
  }
}
