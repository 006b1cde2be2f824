package io.trimtab.actuators.prefetch;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long something took, counted in buckets of an eighth of an octave. One thread adds, any may
 * read.
 */
public final class Latencies {
  private static final int PER_OCTAVE = 8;
  private static final int BUCKETS = 64 * PER_OCTAVE;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  void add(long nanos) {
    int bucket = bucket(nanos);
    counts.lazySet(bucket, counts.get(bucket) + 1);
  }

  private static int bucket(long nanos) {
    if (nanos < PER_OCTAVE) {
      return (int) Math.max(0, nanos);
    }
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    return (octave - 2) * PER_OCTAVE + (int) ((nanos >>> (octave - 3)) & (PER_OCTAVE - 1));
  }

  /** The upper end of a bucket, in ns. */
  private static long end(int bucket) {
    if (bucket < PER_OCTAVE) {
      return bucket + 1L;
    }
    int octave = bucket / PER_OCTAVE + 2;
    return (long) (PER_OCTAVE + bucket % PER_OCTAVE + 1) << (octave - 3);
  }

  public long count() {
    long sum = 0;
    for (int i = 0; i < BUCKETS; i++) {
      sum += counts.get(i);
    }
    return sum;
  }

  /**
   * The time that this share of all took at most, in ns; 0 if there were none.
   *
   * @param share from 0 to 1
   */
  public long quantile(double share) {
    long wanted = (long) Math.ceil(share * count());
    long sum = 0;
    for (int i = 0; i < BUCKETS; i++) {
      sum += counts.get(i);
      if (wanted > 0 && sum >= wanted) {
        return end(i);
      }
    }
    return 0;
  }
}
