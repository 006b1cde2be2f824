package io.trimtab.fuzz.corpus;

import io.trimtab.fuzz.FuzzException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads {@code corpus.db}. What is damaged ends the reading, and what was before it is not lost.
 */
public final class CorpusReader {
  /** All values together: far more than any corpus, and still what a machine can hold. */
  private static final long LARGEST_CORPUS = 1L << 30;

  private static final int CHUNK = 1 << 16;

  /**
   * A corpus, and what was wrong with its file.
   *
   * @param damage where the file is damaged and how, in words; what comes after is not read
   */
  public record Read(Corpus corpus, Optional<String> damage) {}

  private final InputStream in;
  private long offset;
  private long total;

  private CorpusReader(InputStream in) {
    this.in = in;
  }

  /** Wrong bytes, and where. */
  private static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(long offset, String message) {
      super("at byte " + offset + ": " + message, null, false, false);
    }
  }

  /**
   * Reads a file that must be whole.
   *
   * @throws FuzzException if it is not there, or damaged
   */
  public static Corpus read(Path file) {
    Read read = salvage(file);
    if (read.damage().isPresent()) {
      throw FuzzException.invalid(
          file
              + " is damaged "
              + read.damage().get()
              + "; the "
              + read.corpus().records().size()
              + " records before that can be had with --salvage");
    }
    return read.corpus();
  }

  /**
   * Reads as much of a file as is whole.
   *
   * @throws FuzzException if it cannot be opened, or is no corpus at all
   */
  public static Read salvage(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
      return read(in, file.toString());
    } catch (NoSuchFileException e) {
      throw new FuzzException(FuzzException.Kind.INVALID, file + ": there is no such file", e);
    } catch (IOException e) {
      throw new FuzzException(
          FuzzException.Kind.FAILED, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a stream.
   *
   * @param source its name, for messages
   */
  public static Read read(InputStream in, String source) throws IOException {
    CorpusReader reader = new CorpusReader(in);
    Map<String, Corpus.Entry> records = new LinkedHashMap<>();
    int format = CorpusFormat.NEWEST;
    long userVersion = 0;
    try {
      int first = in.read();
      if (first < 0) {
        return new Read(new Corpus(format, 0, records), Optional.empty());
      }
      reader.offset = 1;
      if (reader.magic(first) != CorpusFormat.FILE_MAGIC) {
        throw new Damaged(0, "it does not begin as a corpus.db does");
      }
      format = reader.number();
      if (format < CorpusFormat.OLDEST || format > CorpusFormat.NEWEST) {
        throw new Damaged(4, "format " + format + " is none of 1 and 2");
      }
      userVersion = format >= 2 ? reader.longNumber() : 0;
    } catch (Damaged e) {
      throw new FuzzException(
          FuzzException.Kind.INVALID, source + " is no corpus.db: " + e.getMessage(), e);
    }
    Optional<String> damage = Optional.empty();
    try {
      while (reader.record(records)) {
        // On to the next.
      }
    } catch (Damaged e) {
      damage = Optional.of(String.valueOf(e.getMessage()));
    }
    return new Read(new Corpus(format, userVersion, records), damage);
  }

  private boolean record(Map<String, Corpus.Entry> into) throws IOException, Damaged {
    long start = offset;
    int first = in.read();
    if (first < 0) {
      return false;
    }
    offset++;
    if (magic(first) != CorpusFormat.RECORD_MAGIC) {
      throw new Damaged(start, "no record begins here");
    }
    int keyLength = number();
    if (keyLength < 0 || keyLength > CorpusFormat.LONGEST_KEY) {
      throw new Damaged(start, "the key has more than 64 KiB");
    }
    String key = new String(bytes(keyLength), StandardCharsets.ISO_8859_1);
    long sequence = longNumber();
    if (sequence == CorpusFormat.DELETED) {
      into.remove(key);
      return true;
    }
    int length = number();
    String value = length == 0 ? "" : inflated(Integer.toUnsignedLong(length), start);
    total += value.length();
    if (total > LARGEST_CORPUS) {
      throw new Damaged(start, "the values have more than 1 GiB");
    }
    into.remove(key);
    into.put(key, new Corpus.Entry(value, sequence));
    return true;
  }

  /** A value whose compressed bytes are as many; never more than the largest is unpacked. */
  private String inflated(long length, long start) throws IOException, Damaged {
    Inflater inflater = new Inflater(true);
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    byte[] buffer = new byte[CHUNK];
    long left = length;
    try {
      while (left > 0) {
        byte[] packed = bytes((int) Math.min(left, CHUNK));
        left -= packed.length;
        inflater.setInput(packed);
        while (!inflater.finished() && !inflater.needsInput()) {
          int count = inflater.inflate(buffer);
          value.write(buffer, 0, count);
          if (value.size() > CorpusFormat.LARGEST_VALUE) {
            throw new Damaged(start, "the value unpacks to more than 16 MiB");
          }
          if (count == 0 && inflater.needsDictionary()) {
            throw new Damaged(start, "the value cannot be unpacked");
          }
        }
      }
      if (!inflater.finished()) {
        throw new Damaged(start, "the value ends too early");
      }
      return value.toString(StandardCharsets.ISO_8859_1);
    } catch (DataFormatException e) {
      throw new Damaged(start, "the value cannot be unpacked");
    } finally {
      inflater.end();
    }
  }

  private byte[] bytes(int count) throws IOException, Damaged {
    byte[] bytes = in.readNBytes(count);
    long start = offset;
    offset += bytes.length;
    if (bytes.length < count) {
      throw new Damaged(start, "the file ends within a record");
    }
    return bytes;
  }

  private int number() throws IOException, Damaged {
    return ByteBuffer.wrap(bytes(Integer.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  /** The number whose first byte has been read, to see whether there is one at all. */
  private int magic(int first) throws IOException, Damaged {
    ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return buffer.put((byte) first).put(bytes(Integer.BYTES - 1)).getInt(0);
  }

  private long longNumber() throws IOException, Damaged {
    return ByteBuffer.wrap(bytes(Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
