package io.trimtab.collector.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFileTest {
  @TempDir private Path directory;

  private static String text(KeptFile file) {
    int length = file.read();
    return length < 0
        ? file.obstacle()
        : new String(file.bytes(), 0, length, StandardCharsets.US_ASCII);
  }

  @Test
  void readsWhatIsThereNow() throws IOException {
    Path path = directory.resolve("a");
    Files.writeString(path, "one\n");
    try (KeptFile file = new KeptFile(path)) {
      assertEquals("one\n", text(file));
      Files.writeString(path, "x".repeat(100_000));
      assertEquals("x".repeat(100_000), text(file));
      Files.writeString(path, "");
      assertEquals("", text(file));
    }
  }

  @Test
  void readsNoMoreThanItsLimit() throws IOException {
    Path path = directory.resolve("a");
    Files.write(path, new byte[KeptFile.MAX_BYTES + 10_000]);
    try (KeptFile file = new KeptFile(path)) {
      assertEquals(KeptFile.MAX_BYTES, file.read());
    }
  }

  @Test
  void aMissingFileIsTriedAgainNowAndThen() throws IOException {
    Path path = directory.resolve("a");
    try (KeptFile file = new KeptFile(path)) {
      assertEquals("No such file or directory", text(file));
      Files.writeString(path, "one\n");
      int reads = 0;
      while (file.read() < 0) {
        reads++;
      }
      assertTrue(reads > 0 && reads < 20, reads + " reads");
    }
  }

  @Test
  void aDirectoryIsNoFile() {
    try (KeptFile file = new KeptFile(directory)) {
      assertEquals("Is a directory", text(file));
    }
  }

  @Test
  void anInterruptedThreadReadsOn() throws IOException {
    Path path = directory.resolve("a");
    Files.writeString(path, "one\n");
    try (KeptFile file = new KeptFile(path)) {
      Thread.currentThread().interrupt();
      assertEquals("one\n", text(file));
      assertTrue(Thread.interrupted());
      assertEquals("one\n", text(file));
    }
  }
}
