package io.trimtab.collector.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.MetricType;
import io.trimtab.collector.schema.Schema;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramCodecTest {
  private static final Schema SCHEMA = Schema.shipped();
  private static final Layout LAYOUT = new Layout(SCHEMA, Map.of());
  private static final int AT = LAYOUT.at(SCHEMA.get("sched.runqueue_latency"));
  private static final int WIDTH = MetricType.HISTOGRAM.width();

  @Test
  void everyNumberComesBack() {
    Random random = new Random(1);
    HistogramCodec codec = new HistogramCodec();
    for (int round = 0; round < 2_000; round++) {
      Sample sample = new Sample(LAYOUT);
      for (int i = 0; i < WIDTH; i++) {
        sample.set(AT + i, number(random));
      }
      Sample back = new Sample(LAYOUT);
      HistogramCodec.decode(codec.encode(sample, AT), back, AT);
      assertTrue(back.isSameAs(sample));
    }
  }

  private static long number(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextInt(300);
      case 2 -> random.nextInt(10) == 0 ? Sample.ABSENT : Long.MAX_VALUE;
      default -> 0;
    };
  }

  @Test
  void anEmptyHistogramTakesTwoBytes() {
    Sample sample = new Sample(LAYOUT);
    assertTrue(HistogramCodec.isAbsent(sample, AT));
    for (int i = 0; i < WIDTH; i++) {
      sample.set(AT + i, 0);
    }
    assertArrayEquals(new byte[] {0, 40}, new HistogramCodec().encode(sample, AT));
  }

  @Test
  void otherBytesAreRefusedOrRead() {
    Random random = new Random(2);
    Sample sample = new Sample(LAYOUT);
    byte[] good = {0, 9, (byte) 0x85, 1, 7, 0, 28};
    HistogramCodec.decode(good, sample, AT);
    assertEquals(133, sample.get(AT + 10));
    assertEquals(7, sample.get(AT + 11));
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThrows(CollectorException.class, () -> HistogramCodec.decode(cut, sample, AT));
    }
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      try {
        HistogramCodec.decode(bytes, sample, AT);
      } catch (CollectorException e) {
        // The one way to say no.
      }
    }
    assertTrue(sample.isAbsent(0), "nothing was written beside its place");
  }
}
