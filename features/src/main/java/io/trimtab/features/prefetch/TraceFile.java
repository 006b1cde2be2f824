package io.trimtab.features.prefetch;

import io.trimtab.features.FeaturesException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Fault traces as files: gzip over a line that says what it is, a name, a count, and for each fault
 * five numbers of variable length (time and page as differences to the last fault's, thread and
 * instruction as numbers of their own, whether it waited for the disk). Some three bytes a fault.
 */
public final class TraceFile {
  private static final String MAGIC = "trimtab page faults 1";
  private static final int MOST = 50_000_000;
  private static final int LONGEST_NAME = 200;
  private static final int VARINT_BITS = 7;
  private static final int VARINT_MORE = 0x80;
  private static final long VARINT_LOW = VARINT_MORE - 1;

  private TraceFile() {}

  /**
   * Writes a trace.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(FaultTrace trace, Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file))))) {
      out.writeUTF(MAGIC);
      String name = trace.name();
      out.writeUTF(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
      out.writeInt(trace.size());
      Map<Integer, Integer> numbers = new HashMap<>();
      long page = 0;
      long at = trace.size() == 0 ? 0 : trace.at(0);
      for (int i = 0; i < trace.size(); i++) {
        writeNumber(out, trace.at(i) - at);
        writeNumber(out, zigzag(trace.page(i) - page));
        writeNumber(out, number(numbers, trace.thread(i)));
        writeNumber(out, number(numbers, trace.instruction(i)) * 2L + (trace.isMajor(i) ? 1L : 0L));
        page = trace.page(i);
        at = trace.at(i);
      }
    }
  }

  /** Numbers that come again and again get small ones of their own; 0 stays 0. */
  private static int number(Map<Integer, Integer> numbers, int value) {
    return value == 0 ? 0 : numbers.computeIfAbsent(value, key -> numbers.size() + 1);
  }

  /**
   * Reads one.
   *
   * @throws FeaturesException if it is none, or damaged
   */
  public static FaultTrace read(Path file) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
      if (!in.readUTF().equals(MAGIC)) {
        throw new FeaturesException(file + " is no trace of page faults");
      }
      FaultTrace trace = new FaultTrace(in.readUTF());
      int count = in.readInt();
      if (count < 0 || count > MOST) {
        throw new FeaturesException(file + " says that it has " + count + " faults");
      }
      long page = 0;
      long at = 0;
      for (int i = 0; i < count; i++) {
        at += readNumber(in);
        page += unzigzag(readNumber(in));
        int thread = (int) readNumber(in);
        long rest = readNumber(in);
        trace.add(page, at, thread, (int) (rest >>> 1));
        if ((rest & 1) != 0) {
          trace.setMajor(i);
        }
      }
      return trace;
    } catch (NoSuchFileException e) {
      throw new FeaturesException(file + ": no such file");
    } catch (EOFException e) {
      throw new FeaturesException(file + " ends too early");
    } catch (IOException e) {
      throw new FeaturesException(
          file + " cannot be read as a trace of page faults: " + e.getMessage(), e);
    }
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> (Long.SIZE - 1));
  }

  private static long unzigzag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }

  private static void writeNumber(DataOutputStream out, long value) throws IOException {
    long rest = value;
    while ((rest & ~VARINT_LOW) != 0) {
      out.write((int) (rest & VARINT_LOW) | VARINT_MORE);
      rest >>>= VARINT_BITS;
    }
    out.write((int) rest);
  }

  private static long readNumber(DataInputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += VARINT_BITS) {
      int next = in.readUnsignedByte();
      value |= (next & VARINT_LOW) << shift;
      if ((next & VARINT_MORE) == 0) {
        return value;
      }
    }
    throw new IOException("a number is too long");
  }
}
