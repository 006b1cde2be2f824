package io.trimtab.fuzz.guide;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How much signal each program that was kept has, in the order in which they were. HEALER and
 * syzkaller go on from a program the more often the more of the kernel it comes by: there is more
 * about it that can be changed. Safe for several threads.
 */
public final class SeedWeights {
  /** For each program how much it and all before it have, so that one is drawn by halving. */
  private long[] sums = new long[1024];

  private int size;

  /**
   * Adds a program.
   *
   * @param signal how much it has; nobody has less than 1
   */
  public synchronized void add(long signal) {
    if (size == sums.length) {
      sums = Arrays.copyOf(sums, 2 * size);
    }
    sums[size] = before(size) + Math.max(1, signal);
    size++;
  }

  private long before(int place) {
    return place == 0 ? 0 : sums[place - 1];
  }

  /** How many programs there are. */
  public synchronized int size() {
    return size;
  }

  /** How much signal a program has. */
  public synchronized long of(int place) {
    return sums[place] - before(place);
  }

  /** The place of one of at least 1, each as likely as it has signal. */
  public synchronized int draw(RandomGenerator random) {
    int at = Arrays.binarySearch(sums, 0, size, random.nextLong(sums[size - 1]));
    // Who is drawn has the first sum that is above the number.
    return at < 0 ? -at - 1 : at + 1;
  }
}
