package io.trimtab.actuators.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberTypeTest {
  private static final NumberType INTEGER =
      new NumberType(false, 10, 1000, Scale.LOG, "us", List.of(0L, -1L), List.of(-1L), 5);
  private static final NumberType BYTES =
      new NumberType(true, 4096, 1L << 50, Scale.LOG, "bytes", List.of(), List.of(), 0);

  @ParameterizedTest
  @CsvSource({"'60\n', 60", "'-1\n', -1", "0x10, 16", "'  7  ', 7", "'5\n0000\n', 5"})
  void readsTheFirstLine(String text, long value) {
    assertEquals(number(value), INTEGER.parseKernel(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "max", "1 2", "18446744073709551615", "1.5"})
  void refusesWhatIsNoNumber(String text) {
    assertThrows(IllegalArgumentException.class, () -> INTEGER.parseKernel(text));
  }

  @Test
  void takesTheRangeAndSpecialValues() {
    assertEquals(number(10), INTEGER.parseUser("10"));
    assertEquals(number(1000), INTEGER.parseUser(" 1000 "));
    assertEquals(number(-1), INTEGER.parseUser("-1"));
    assertEquals(number(0), INTEGER.parseUser("0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "1001", "-2", "", "ten", "10K", "10.5", "99999999999999999999999"})
  void refusesTheRest(String text) {
    assertThrows(IllegalArgumentException.class, () -> INTEGER.parseUser(text));
  }

  @Test
  void saysWhatIsAllowed() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> INTEGER.parseUser("5")).getMessage();
    assertTrue(message.startsWith("5 is outside 10..1000 us"), message);
    assertTrue(message.contains("special values [0, -1]"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "4096, 4096",
    "64K, 65536",
    "64KiB, 65536",
    "64kb, 65536",
    "1 M, 1048576",
    "2G, 2147483648",
    "1T, 1099511627776",
    "5000B, 5000"
  })
  void countsBytesWithSuffixes(String text, long value) {
    assertEquals(number(value), BYTES.parseUser(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999999999999G", "-5K", "1X", "K"})
  void refusesOtherBytes(String text) {
    assertThrows(IllegalArgumentException.class, () -> BYTES.parseUser(text));
  }

  @Test
  void acceptsRoundingWithinTheTolerance() {
    assertTrue(INTEGER.acceptsReadBack(number(100), number(96)));
    assertFalse(INTEGER.acceptsReadBack(number(100), number(94)));
    assertTrue(INTEGER.acceptsReadBack(number(-1), number(75_000)), "a reset");
  }

  @Test
  void doesNotMistakeAnOverflowForAFit() {
    assertFalse(INTEGER.acceptsReadBack(number(1), number(Long.MIN_VALUE + 1)));
    assertFalse(INTEGER.acceptsReadBack(number(Long.MAX_VALUE), number(Long.MIN_VALUE)));
    assertFalse(INTEGER.acceptsReadBack(number(0), number(Long.MIN_VALUE)));
  }

  @Test
  void isCappedByTheDevice() {
    assertEquals(500, INTEGER.cappedAt(500).max());
    assertEquals(1000, INTEGER.cappedAt(5000).max());
    assertEquals(1000, INTEGER.cappedAt(9).max(), "below the least safe value it says nothing");
  }

  @Test
  void refusesAnEmptyRange() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new NumberType(false, 2, 1, Scale.LINEAR, "", List.of(), List.of(), 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new NumberType(false, 1, 2, Scale.LINEAR, "", List.of(), List.of(), -1));
  }

  private static Value number(long value) {
    return new Value.Number(value);
  }
}
