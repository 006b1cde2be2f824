package io.trimtab.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.04, 0",
    "0.25, 0.3",
    "9.94, 9.9",
    "9.96, 10",
    "999.4, 999",
    "999.6, 1k",
    "1234, 1.2k",
    "1e6, 1M",
    "123456789, 123M",
    "NaN, -"
  })
  void counts(double value, String text) {
    assertEquals(text, Quantity.count(value));
  }

  @ParameterizedTest
  @CsvSource({"512, 512B", "1536, 1.5K", "25769803776, 24G", "NaN, -"})
  void bytes(double value, String text) {
    assertEquals(text, Quantity.bytes(value));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5ns", "850, 850ns", "1200, 1.2us", "2.5e9, 2.5s", "NaN, -"})
  void times(double value, String text) {
    assertEquals(text, Quantity.time(value, Glyphs.ASCII));
  }

  @Test
  void percents() {
    assertEquals("7%", Quantity.percent(0.07));
    assertEquals("0.4%", Quantity.finePercent(0.004));
    assertEquals("10%", Quantity.finePercent(0.0996));
    assertEquals("-", Quantity.finePercent(Double.NaN));
  }

  @Test
  void nothingTakesMoreThanSixColumns() {
    for (double value = 0.01; value < 1e15; value *= 1.07) {
      assertTrue(Quantity.count(value).length() <= 5, Quantity.count(value));
      assertTrue(Quantity.bytes(value).length() <= 5, Quantity.bytes(value));
      assertTrue(Quantity.time(value, Glyphs.UNICODE).length() <= 7);
    }
  }
}
