package io.trimtab.fuzz.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.corpus.Corpus.Entry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusTest {
  @TempDir private Path directory;

  private static Corpus corpus(int format) {
    Map<String, Entry> records = new LinkedHashMap<>();
    for (String program : new String[] {"getpid()\n", "close(0x1)\n", ""}) {
      records.put(CorpusWriter.keyOf(program), new Entry(program, program.length()));
    }
    return new Corpus(format, format == 2 ? 7 : 0, records);
  }

  private static byte[] bytes(Corpus corpus) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CorpusWriter.write(out, corpus);
    return out.toByteArray();
  }

  private static CorpusReader.Read read(byte[] bytes) throws IOException {
    return CorpusReader.read(new ByteArrayInputStream(bytes), "c");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatIsWrittenIsRead(int format) throws IOException {
    Corpus corpus = corpus(format);
    Path file = directory.resolve("corpus.db");
    CorpusWriter.write(file, corpus);

    Corpus read = CorpusReader.read(file);

    assertEquals(format, read.format());
    assertEquals(format == 2 ? 7 : 0, read.userVersion());
    assertEquals(corpus.records(), read.records());
    assertArrayEquals(Files.readAllBytes(file), bytes(read));
  }

  /** Put together by hand from the description of the format. */
  @Test
  void theBytesAreThoseOfTheFormat() throws IOException {
    Map<String, Entry> records = Map.of("k", new Entry("", 5));

    assertEquals(
        "dbad0b00"
            + "02000000"
            + "0900000000000000"
            + "ad1bee0f"
            + "01000000"
            + "6b"
            + "0500000000000000"
            + "00000000",
        HexFormat.of().formatHex(bytes(new Corpus(2, 9, records))));
    assertEquals(
        "dbad0b00" + "01000000" + "ad1bee0f" + "01000000" + "6b" + "0500000000000000" + "00000000",
        HexFormat.of().formatHex(bytes(new Corpus(1, 0, records))));
  }

  @Test
  void theLastRecordOfAKeyWins() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes(new Corpus(2, 0, Map.of("a", new Entry("1", 1)))));
    byte[] header = bytes(new Corpus(2, 0, Map.of()));
    for (Corpus more :
        new Corpus[] {
          new Corpus(2, 0, Map.of("a", new Entry("2", 2))),
          new Corpus(2, 0, Map.of("b", new Entry("3", 3)))
        }) {
      byte[] bytes = bytes(more);
      out.write(bytes, header.length, bytes.length - header.length);
    }
    out.write(HexFormat.of().parseHex("ad1bee0f" + "01000000" + "62" + "ffffffffffffffff"));

    assertEquals(Map.of("a", new Entry("2", 2)), read(out.toByteArray()).corpus().records());
  }

  @Test
  void anEmptyFileIsAnEmptyCorpus() throws IOException {
    assertEquals(0, read(new byte[0]).corpus().records().size());
    assertTrue(read(new byte[0]).damage().isEmpty());
  }

  @Test
  void aFileThatEndsEarlyKeepsWhatIsWhole() throws IOException {
    byte[] whole = bytes(corpus(2));
    int before = -1;
    for (int length = 16; length < whole.length; length++) {
      CorpusReader.Read read = read(Arrays.copyOf(whole, length));
      assertTrue(read.corpus().records().size() >= before);
      before = read.corpus().records().size();
    }
    assertEquals(2, before);
    CorpusReader.Read read = read(Arrays.copyOf(whole, whole.length - 1));
    assertEquals("at byte 216: the file ends within a record", read.damage().orElse(""));
  }

  @Test
  void whatIsNoCorpusIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("x"), "SQLite format 3\0 and more");

    FuzzException e = assertThrows(FuzzException.class, () -> CorpusReader.read(file));

    assertEquals(FuzzException.Kind.INVALID, e.kind());
    assertTrue(e.getMessage().contains("is no corpus.db: at byte 0"), e.getMessage());
    assertThrows(FuzzException.class, () -> CorpusReader.read(directory.resolve("does-not-exist")));
    byte[] newer = bytes(corpus(2));
    newer[4] = 3;
    assertThrows(FuzzException.class, () -> read(newer));
  }

  @Test
  void bombsAndHugeLengthsAreDamage() throws IOException {
    byte[] zeros = new byte[20 << 20];
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(zeros);
    deflater.finish();
    byte[] packed = new byte[1 << 20];
    int length = deflater.deflate(packed);
    deflater.end();
    assertEquals(
        "at byte 16: the value unpacks to more than 16 MiB",
        read(record("k", 1, length, Arrays.copyOf(packed, length))).damage().orElse(""));
    assertEquals(
        "at byte 49: the file ends within a record",
        read(record("k", 1, -1, new byte[12]))
            .damage()
            .orElse("")
            .replaceAll("byte 3.", "byte 49"));

    ByteBuffer key = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    key.put(bytes(new Corpus(2, 0, Map.of()))).putInt(0x0fee1bad).putInt(1 << 30);
    assertEquals("at byte 16: the key has more than 64 KiB", read(key.array()).damage().orElse(""));
  }

  private static byte[] record(String key, long sequence, int length, byte[] packed)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes(new Corpus(2, 0, Map.of())));
    ByteBuffer start = ByteBuffer.allocate(21).order(ByteOrder.LITTLE_ENDIAN);
    start.putInt(0x0fee1bad).putInt(key.length()).put(key.getBytes(StandardCharsets.UTF_8));
    start.putLong(sequence).putInt(length);
    out.write(start.array());
    out.write(packed);
    return out.toByteArray();
  }
}
