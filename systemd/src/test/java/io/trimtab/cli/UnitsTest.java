package io.trimtab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Durations, sizes and tables as people write and read them. */
class UnitsTest {
  @ParameterizedTest
  @CsvSource({"90s,90,1m30s", "10m,600,10m", "1h30m,5400,1h30m", "2h,7200,2h", "59s,59,59s"})
  void durationsAreReadAndWritten(String text, long seconds, String written) {
    Duration duration = new Durations().convert(text);

    assertEquals(seconds, duration.toSeconds());
    assertEquals(written, Durations.text(duration));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "-5s", "1.5h", "10m5", "s", "0s", "0h0m", "99999999s", "5 m"})
  void otherDurationsAreRefused(String text) {
    assertThrows(TypeConversionException.class, () -> new Durations().convert(text));
  }

  @ParameterizedTest
  @CsvSource({"256M,268435456,256M", "4GiB,4294967296,4G", "10kb,10240,10K", "1000,1000,1000"})
  void sizesAreReadAndWritten(String text, long bytes, String written) {
    assertEquals(bytes, new Sizes().convert(text));
    assertEquals(written, Sizes.text(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5G", "10X", "M", "9007199254740993T", "99999999999T"})
  void otherSizesAreRefused(String text) {
    assertThrows(TypeConversionException.class, () -> new Sizes().convert(text));
  }

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    StringWriter out = new StringWriter();
    TextTable table = new TextTable("NAME", "VALUE", "");
    table.row("a", "1000000", "x");
    table.row("long name", "1", "");

    table.print(new PrintWriter(out));

    assertEquals("NAME       VALUE\na          1000000  x\nlong name  1\n", out.toString());
  }

  @Test
  void paragraphsKeepTo80Columns() {
    StringWriter out = new StringWriter();

    Paragraph.print("word ".repeat(40), "    ", new PrintWriter(out));

    assertEquals(3, out.toString().lines().count());
    out.toString()
        .lines()
        .forEach(
            line -> assertEquals(line, "    " + line.strip().substring(0, line.strip().length())));
    assertEquals(79, out.toString().lines().mapToInt(String::length).max().orElse(0), 1);
  }
}
