package io.trimtab.tuner.readahead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.readahead.AccessPattern;
import io.trimtab.tuner.TunerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadaheadMapTest {
  @Test
  void aDeviceThatWasNotMeasuredHasWhatSuitsAny(@TempDir Path dir) throws IOException {
    ReadaheadMap map =
        new ReadaheadMap(Map.of(ReadaheadMap.ANY, Map.of(AccessPattern.RANDOM, 16L)))
            .with("dm-0", Map.of(AccessPattern.RANDOM, 0L, AccessPattern.SEQUENTIAL, 8192L));
    ReadaheadMap read = ReadaheadMap.read(Files.writeString(dir.resolve("map"), map.toml()));
    assertEquals(map, read);
    assertEquals(OptionalLong.of(0), read.kb("dm-0", AccessPattern.RANDOM));
    assertEquals(OptionalLong.of(16), read.kb("vda", AccessPattern.RANDOM));
    assertEquals(OptionalLong.empty(), read.kb("vda", AccessPattern.REVERSE));
  }

  @Test
  void theShippedMapKnowsEveryPattern() {
    for (AccessPattern pattern : AccessPattern.all()) {
      assertTrue(ReadaheadMap.shipped().kb("sda", pattern).isPresent(), pattern::word);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [vda]\\nsideways = 4    | vda.sideways is no pattern; there are random, sequential
          [vda]\\nrandom = -1     | vda.random is no number of KiB
          [vda]\\nrandom = "much" | vda.random is no number of KiB
          vda = 3                | vda is no table of a device
          [vda                   | map:
          """)
  void whatIsNoMapIsRefusedByName(String text, String message) {
    TunerException refusal =
        assertThrows(
            TunerException.class, () -> ReadaheadMap.parse("map", text.replace("\\n", "\n")));
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }

  @Test
  void aFileThatIsMissingIsNamed(@TempDir Path dir) {
    Path file = dir.resolve("none.toml");
    TunerException refusal = assertThrows(TunerException.class, () -> ReadaheadMap.read(file));
    assertTrue(refusal.getMessage().contains("none.toml"), refusal.getMessage());
  }
}
