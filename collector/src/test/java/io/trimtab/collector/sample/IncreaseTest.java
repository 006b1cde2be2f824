package io.trimtab.collector.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Schema;
import org.junit.jupiter.api.Test;

class IncreaseTest {
  private final Metric faults = Schema.shipped().get("paging.faults");
  private final Metric busy = Schema.shipped().get("block.busy_time");

  @Test
  void isTheDifference() {
    assertEquals(7, Increase.of(faults, 5, 12));
    assertEquals(0, Increase.of(faults, 5, 5));
  }

  @Test
  void ofAnAbsentValueIsAbsent() {
    assertEquals(Sample.ABSENT, Increase.of(faults, Sample.ABSENT, 12));
    assertEquals(Sample.ABSENT, Increase.of(faults, 12, Sample.ABSENT));
  }

  @Test
  void ofACounterThatBeganAnewIsAbsent() {
    assertEquals(Sample.ABSENT, Increase.of(faults, 12, 5));
    assertEquals(Sample.ABSENT, Increase.of(busy, 12_000_000, 5_000_000));
  }

  @Test
  void goesOnWhereAShortCounterWrapsRound() {
    long milli = 1_000_000;
    assertEquals(11 * milli, Increase.of(busy, ((1L << 32) - 1) * milli, 10 * milli));
  }
}
