package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SinceTest {
  @ParameterizedTest
  @ValueSource(strings = {"24h", "24h ago", "23h60m"})
  void looksBackAsPeopleSayIt(String text) {
    Duration ago = Duration.between(new Since().convert(text), Instant.now());
    assertTrue(ago.minusHours(24).abs().compareTo(Duration.ofMinutes(1)) < 0, ago::toString);
  }

  @Test
  void knowsTimes() {
    assertEquals(
        Instant.parse("2026-11-21T15:30:00Z"), new Since().convert("2026-11-21T15:30:00Z"));
    assertEquals(
        LocalDateTime.of(2026, 11, 21, 15, 30).atZone(ZoneId.systemDefault()).toInstant(),
        new Since().convert("2026-11-21 15:30"));
  }

  @Test
  void saysWhatItTakes() {
    Exception refused =
        assertThrows(TypeConversionException.class, () -> new Since().convert("yesterday"));
    assertTrue(refused.getMessage().contains("2026-11-21T15:30"), refused.getMessage());
  }
}
