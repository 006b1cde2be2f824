package io.trimtab.fuzz.corpus;

import java.util.Arrays;
import java.util.Collection;

/**
 * How numbers are spread.
 *
 * @param count how many there are
 * @param least 0 if there are none, like all that follow
 */
public record Spread(
    long count, long least, long median, long p90, long p99, long most, double mean) {
  /** Of some numbers. */
  public static Spread of(Collection<Long> numbers) {
    long[] sorted = numbers.stream().mapToLong(Long::longValue).sorted().toArray();
    if (sorted.length == 0) {
      return new Spread(0, 0, 0, 0, 0, 0, 0);
    }
    return new Spread(
        sorted.length,
        sorted[0],
        at(sorted, 0.5),
        at(sorted, 0.9),
        at(sorted, 0.99),
        sorted[sorted.length - 1],
        Arrays.stream(sorted).average().orElse(0));
  }

  private static long at(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
  }
}
