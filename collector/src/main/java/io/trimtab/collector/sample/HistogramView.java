package io.trimtab.collector.sample;

import io.trimtab.collector.schema.Buckets;
import io.trimtab.collector.schema.Metric;
import java.util.Arrays;

/**
 * One histogram as numbers that people ask for: how many values, their mean, their quantiles. It is
 * filled in again and again, and allocates nothing.
 *
 * <p>A bucket tells that a value was in [2^i, 2^(i+1)), not where. Values are taken to be spread
 * evenly over a bucket's logarithm, which is what they are when small ones are more frequent than
 * large ones: no quantile is wrong by more than a factor of two, and most by far less.
 */
public final class HistogramView {
  private final long[] counts = new long[Buckets.COUNT];
  private long count;
  private long sum;
  private boolean absent = true;

  /** Looks at nothing: absent. */
  public HistogramView clear() {
    Arrays.fill(counts, 0);
    count = 0;
    sum = 0;
    absent = true;
    return this;
  }

  /**
   * Looks at all that a histogram has counted.
   *
   * @param at where it starts in the sample
   */
  public HistogramView of(Sample sample, int at) {
    clear();
    for (int i = 0; i <= Buckets.COUNT; i++) {
      if (!take(i, sample.get(at + i))) {
        return clear();
      }
    }
    absent = false;
    return this;
  }

  /** Looks at numbers in the order of a sample's: each bucket's count, and then the sum. */
  public HistogramView of(long[] numbers) {
    clear();
    for (int i = 0; i <= Buckets.COUNT; i++) {
      if (!take(i, numbers[i])) {
        return clear();
      }
    }
    absent = false;
    return this;
  }

  /**
   * Looks at what came between two samples. Absent if either is, or if any bucket went backwards.
   *
   * @param metric the histogram's
   * @param beforeAt where it starts in the first sample
   * @param afterAt where it starts in the second, which may have another layout
   */
  public HistogramView between(
      Metric metric, Sample before, int beforeAt, Sample after, int afterAt) {
    clear();
    for (int i = 0; i <= Buckets.COUNT; i++) {
      long grown = Increase.of(metric, before.get(beforeAt + i), after.get(afterAt + i));
      if (!take(i, grown)) {
        return clear();
      }
    }
    absent = false;
    return this;
  }

  private boolean take(int i, long value) {
    if (value == Sample.ABSENT) {
      return false;
    }
    if (i == Buckets.COUNT) {
      sum = value;
    } else {
      counts[i] = value;
      count += value;
    }
    return true;
  }

  /** Whether nothing is known; then every count is 0 and every statistic is not a number. */
  public boolean isAbsent() {
    return absent;
  }

  /** How many values there were. */
  public long count() {
    return count;
  }

  /** How many of them one bucket has. */
  public long count(int bucket) {
    return counts[bucket];
  }

  /** All values together, in the metric's unit. */
  public long sum() {
    return sum;
  }

  /** The mean, exact, in the metric's unit; not a number if there were no values. */
  public double mean() {
    return count == 0 ? Double.NaN : (double) sum / count;
  }

  /**
   * The value below which a share of all values lie, in the metric's unit; not a number if there
   * were no values. Of values in the last bucket only the least that it counts is known.
   *
   * @param share from 0 to 1: 0.5 for the median
   */
  public double quantile(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    double rank = share * count;
    double below = 0;
    int bucket = 0;
    int last = 0;
    while (bucket < Buckets.COUNT) {
      if (counts[bucket] > 0) {
        last = bucket;
        if (below + counts[bucket] >= rank) {
          return within(bucket, (rank - below) / counts[bucket]);
        }
        below += counts[bucket];
      }
      bucket++;
    }
    return within(last, 1);
  }

  private static double within(int bucket, double share) {
    if (bucket == 0) {
      return share; // The values 0 and 1.
    }
    if (bucket == Buckets.COUNT - 1) {
      return Buckets.low(bucket);
    }
    return Buckets.low(bucket) * Math.pow(2, share);
  }
}
