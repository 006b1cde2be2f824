package io.trimtab.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Moments as people look back: {@code 24h}, with or without "ago", or {@code 2026-11-21T15:30} in
 * local time.
 */
final class Since implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    try {
      return text.endsWith("Z")
          ? Instant.parse(text)
          : LocalDateTime.parse(text.replace(' ', 'T')).atZone(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeException e) {
      try {
        return Instant.now().minus(new Durations().convert(text.replaceFirst(" +ago$", "")));
      } catch (TypeConversionException none) {
        throw new TypeConversionException(
            "\""
                + text
                + "\" is neither a time such as 2026-11-21T15:30 nor a duration such as"
                + " 24h");
      }
    }
  }
}
