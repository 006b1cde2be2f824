package io.trimtab.collector.record;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.MetricType;
import java.util.Arrays;

/**
 * Histograms as bytes: the buckets' counters and then the sum, each as a LEB128 varint (seven bits
 * a byte, the lowest first, the top bit set in all but the last byte). Most buckets are empty: a
 * byte 0 stands for one zero, and the byte after it says how many more follow. An empty histogram
 * takes two bytes, a busy one about 60, and every number comes back exactly.
 */
final class HistogramCodec {
  private static final int WIDTH = MetricType.HISTOGRAM.width();
  private static final int LONGEST_VARINT = 10;

  private final byte[] scratch = new byte[WIDTH * LONGEST_VARINT];

  /** Whether nothing of the histogram could be read. */
  static boolean isAbsent(Sample sample, int at) {
    for (int i = 0; i < WIDTH; i++) {
      if (!sample.isAbsent(at + i)) {
        return false;
      }
    }
    return true;
  }

  /** The bytes of the histogram at a place of a sample. */
  byte[] encode(Sample sample, int at) {
    int end = 0;
    for (int i = 0; i < WIDTH; ) {
      long value = sample.get(at + i);
      int zeros = 0;
      while (i + zeros < WIDTH && sample.get(at + i + zeros) == 0) {
        zeros++;
      }
      if (zeros > 0) {
        scratch[end++] = 0;
        scratch[end++] = (byte) (zeros - 1);
        i += zeros;
        continue;
      }
      while ((value & ~0x7fL) != 0) {
        scratch[end++] = (byte) (value | 0x80);
        value >>>= 7;
      }
      scratch[end++] = (byte) value;
      i++;
    }
    return Arrays.copyOf(scratch, end);
  }

  /**
   * Puts a histogram where it belongs in a sample.
   *
   * @throws CollectorException if the bytes are not a histogram's
   */
  static void decode(byte[] bytes, Sample sample, int at) {
    int next = 0;
    int i = 0;
    while (i < WIDTH && next < bytes.length) {
      if (bytes[next] == 0) {
        int zeros = next + 1 < bytes.length ? bytes[next + 1] + 1 : WIDTH;
        for (int z = 0; z < zeros && i < WIDTH; z++) {
          sample.set(at + i++, 0);
        }
        next += 2;
        continue;
      }
      long value = 0;
      int shift = 0;
      while (next < bytes.length && bytes[next] < 0 && shift < Long.SIZE) {
        value |= (bytes[next++] & 0x7fL) << shift;
        shift += 7;
      }
      if (next < bytes.length && shift < Long.SIZE) {
        value |= (long) bytes[next] << shift;
      }
      next++;
      sample.set(at + i++, value);
    }
    if (i != WIDTH || next != bytes.length) {
      throw new CollectorException("a histogram of " + bytes.length + " bytes is none");
    }
  }
}
