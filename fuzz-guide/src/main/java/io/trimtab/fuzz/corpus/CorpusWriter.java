package io.trimtab.fuzz.corpus;

import io.trimtab.fuzz.FuzzException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes {@code corpus.db}, keys in their order, so that the same corpus gives the same bytes.
 * Never write one that a manager has open.
 */
public final class CorpusWriter {
  private CorpusWriter() {}

  /**
   * Writes a file anew; what was there stays until all of it is written.
   *
   * @throws FuzzException if it cannot be written
   */
  public static void write(Path file, Corpus corpus) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside))) {
        write(out, corpus);
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(beside);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw new FuzzException(
          FuzzException.Kind.FAILED, file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Writes to a stream. */
  public static void write(OutputStream out, Corpus corpus) throws IOException {
    out.write(number(CorpusFormat.FILE_MAGIC));
    out.write(number(corpus.format()));
    if (corpus.format() >= CorpusFormat.NEWEST) {
      out.write(longNumber(corpus.userVersion()));
    }
    for (var record : new TreeMap<>(corpus.records()).entrySet()) {
      byte[] key = bytes(record.getKey());
      byte[] packed = packed(bytes(record.getValue().value()));
      out.write(number(CorpusFormat.RECORD_MAGIC));
      out.write(number(key.length));
      out.write(key);
      out.write(longNumber(record.getValue().sequence()));
      out.write(number(packed.length));
      out.write(packed);
    }
  }

  /** The key of a value: its SHA-1 in hexadecimal. */
  public static String keyOf(String value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes(value)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] number(int value) {
    byte[] bytes = new byte[Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(value);
    return bytes;
  }

  private static byte[] longNumber(long value) {
    byte[] bytes = new byte[Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    return bytes;
  }

  private static byte[] bytes(String value) {
    return value.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] packed(byte[] value) throws IOException {
    if (value.length == 0) {
      return value;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
      out.write(value);
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }
}
