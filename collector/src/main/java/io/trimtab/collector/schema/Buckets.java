package io.trimtab.collector.schema;

/**
 * The buckets of every histogram. Bucket 0 counts the values 0 and 1, bucket i those from 2^i to
 * 2^(i+1) - 1, and the last one all that are larger. After the buckets' counters a histogram keeps
 * the sum of all its values.
 */
public final class Buckets {
  /** Up to 2^40: 18 minutes in nanoseconds, 1 TiB in bytes. */
  public static final int COUNT = 40;

  private Buckets() {}

  /** The bucket that counts a value; negative values count as 0. */
  public static int of(long value) {
    return value <= 1 ? 0 : Math.min(COUNT - 1, 63 - Long.numberOfLeadingZeros(value));
  }

  /** The least value that a bucket counts. */
  public static long low(int bucket) {
    return bucket == 0 ? 0 : 1L << bucket;
  }

  /** The least value that is too large for a bucket; the last bucket has none. */
  public static long high(int bucket) {
    return bucket == COUNT - 1 ? Long.MAX_VALUE : 1L << (bucket + 1);
  }
}
