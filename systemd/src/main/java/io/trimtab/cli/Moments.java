package io.trimtab.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.TypeConversionException;

/**
 * Moments in a recording as people write them: {@code 2026-11-21T15:30:00} in local time, the same
 * with a {@code Z} in UTC, or {@code 10m} after its beginning.
 */
final class Moments {
  private Moments() {}

  /**
   * The nanoseconds since 1970.
   *
   * @param beginNanos when the recording begins
   * @throws TypeConversionException if it is no moment
   */
  static long wallNanos(String text, long beginNanos, ZoneId zone) {
    try {
      Instant instant =
          text.endsWith("Z")
              ? Instant.parse(text)
              : LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (DateTimeParseException | ArithmeticException e) {
      return beginNanos + after(text).toNanos();
    }
  }

  private static Duration after(String text) {
    try {
      return text.equals("0s") ? Duration.ZERO : new Durations().convert(text);
    } catch (TypeConversionException e) {
      throw new TypeConversionException(
          "\"" + text + "\" is no moment such as 2026-11-21T15:30:00, or 10m from the beginning");
    }
  }
}
