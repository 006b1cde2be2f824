package io.trimtab.features.prefetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.trimtab.features.FeaturesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
  @TempDir Path directory;

  private FaultTrace trace() {
    FaultTrace trace = new FaultTrace("a walk");
    for (int i = 0; i < 10_000; i++) {
      trace.add(
          0x7f1234567L + (i * 7919L) % 5000 - 2500,
          1_000_000_000L + i * 1234L,
          i % 3 + 40,
          i % 5 * 17);
      if (i % 4 == 0) {
        trace.setMajor(i);
      }
    }
    return trace;
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = directory.resolve("trace");
    FaultTrace written = trace();
    TraceFile.write(written, file);
    FaultTrace read = TraceFile.read(file);
    assertEquals("a walk", read.name());
    assertEquals(written.size(), read.size());
    for (int i = 0; i < read.size(); i++) {
      assertEquals(written.page(i), read.page(i));
      assertEquals(written.at(i) - written.at(0), read.at(i));
      assertEquals(written.isMajor(i), read.isMajor(i));
      assertEquals(written.instruction(i) == 0, read.instruction(i) == 0);
    }
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    Path file = directory.resolve("trace");
    TraceFile.write(trace(), file);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 5, 40, bytes.length / 2, bytes.length - 20}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThrows(FeaturesException.class, () -> TraceFile.read(file), "cut at " + length);
    }
    Files.writeString(file, "no trace at all");
    assertThrows(FeaturesException.class, () -> TraceFile.read(file));
    assertThrows(FeaturesException.class, () -> TraceFile.read(directory.resolve("absent")));
  }
}
