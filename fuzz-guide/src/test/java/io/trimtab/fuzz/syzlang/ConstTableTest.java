package io.trimtab.fuzz.syzlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConstTableTest {
  private final Diagnostics diagnostics = new Diagnostics();
  private final ConstTable table = new ConstTable("amd64", diagnostics);

  static Stream<Arguments> values() {
    return Stream.of(
        arguments("4", OptionalLong.of(4)),
        arguments("18446744073709551615", OptionalLong.of(-1)),
        arguments("0x10, arm64:3", OptionalLong.of(16)),
        arguments("4, arm64:amd64:5", OptionalLong.of(5)),
        arguments("4, amd64:???", OptionalLong.empty()),
        arguments("???", OptionalLong.empty()),
        arguments("arm64:3", OptionalLong.empty()));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesOfThisArchitecture(String line, OptionalLong expected) {
    table.add("a.txt.const", "# made by hand\narches = amd64, arm64\nX = " + line + "\n");

    assertEquals(expected, table.get("X"));
    assertEquals(List.of(), diagnostics.errors());
  }

  @Test
  void theOldFormatHasAFileForEach() {
    table.add("a_amd64.const", "X = 1\n");
    table.add("a_arm64.const", "X = 2\n");

    assertEquals(OptionalLong.of(1), table.get("X"));
  }

  @Test
  void generatedValuesGiveWay() {
    table.add("auto.txt.const", "arches = amd64\nX = 1\nY = 1\n");
    table.add("b.txt.const", "arches = amd64\nX = 2\n");
    table.add("c.txt.const", "arches = amd64\nX = 3\n");

    assertEquals(OptionalLong.of(2), table.get("X"));
    assertEquals(OptionalLong.of(1), table.get("Y"));
    assertEquals(
        List.of("c.txt.const:2:1: X is 3 here and 2 in another file; correct one of them"),
        diagnostics.errors());
  }

  @Test
  void whatIsWrongIsReportedWithItsLine() {
    table.add("a.txt.const", "X = 1\n");
    table.add("b.txt.const", "arches = amd64\nX\nY = z\nZ = :\n");

    assertEquals(
        List.of(
            "a.txt.const:1:1: the first line names the architectures: arches = amd64, arm64",
            "b.txt.const:2:1: a constant is written NAME = VALUE; there is no \"=\"",
            "b.txt.const:3:1: \"z\" is no number; write 10, 0xa, or ??? for none",
            "b.txt.const:4:1: \"\" is no number; write 10, 0xa, or ??? for none"),
        diagnostics.errors());
  }
}
