package io.trimtab.tuner.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trimtab.tuner.measure.Judgement;
import io.trimtab.tuner.measure.Verdict;
import org.junit.jupiter.api.Test;

final class NumbersTest {
  @Test
  void ratiosHaveFewDigits() {
    assertEquals("0.85", Numbers.ratio(0.849));
    assertEquals("0.0031", Numbers.ratio(0.00312));
    assertEquals("1.04", Numbers.ratio(1.04));
    assertEquals("3.2", Numbers.ratio(3.23));
    assertEquals("14", Numbers.ratio(14.2));
    assertEquals("?", Numbers.ratio(Double.POSITIVE_INFINITY));
  }

  @Test
  void valuesHaveFourDigits() {
    assertEquals("4.817", Numbers.value(4.8172));
    assertEquals("123500", Numbers.value(123456));
    assertEquals("0.0002500", Numbers.value(0.00025));
    assertEquals("0", Numbers.value(0));
    assertEquals("1.000e-07", Numbers.value(1e-7));
    assertEquals("?", Numbers.value(Double.NaN));
  }

  @Test
  void percentagesHaveTheSignThatWasAskedFor() {
    assertEquals("12\u00a0%", Numbers.percent(0.123));
    assertEquals("+1.9\u00a0%", Numbers.signedPercent(0.019));
    assertEquals("\u22121.1\u00a0%", Numbers.signedPercent(-0.011));
    assertEquals("0.00\u00a0%", Numbers.signedPercent(0));
  }

  @Test
  void timesReadNaturally() {
    assertEquals("42\u00a0s", Numbers.duration(42));
    assertEquals("9\u00a0min 47\u00a0s", Numbers.duration(587));
    assertEquals("1\u00a0h 2\u00a0min", Numbers.duration(3725));
    assertEquals("3:07", Numbers.clock(187));
  }

  @Test
  void gainsReadAsPercentOrTimes() {
    assertEquals("12\u00a0% better", Gain.of(1.12));
    assertEquals("2.0 times worse", Gain.of(0.5));
    assertEquals(
        "12\u00a0% better (95\u00a0% interval 8.0\u201316\u00a0%)",
        Gain.sentence(new Judgement(1.12, 1.08, 1.16, Verdict.BETTER, 8, 0.05)));
    assertEquals(
        "20\u00a0% better (interval not known yet: too few blocks)", Gain.sentence(Sample.UNKNOWN));
    assertEquals("too few blocks for an interval", Gain.signedInterval(Sample.UNKNOWN));
  }
}
