package io.trimtab.tuner.dataset;

import java.util.SplittableRandom;

/** A program that reads and writes at random places of a large array on the heap, until ended. */
public final class ArrayWorkload {
  private static final int PIECE_MEGABYTES = 64;

  private ArrayWorkload() {}

  /**
   * Runs the workload.
   *
   * @param arguments {@code MEGABYTES THREADS}
   */
  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      System.err.println("usage: ArrayWorkload MEGABYTES THREADS");
      System.exit(2);
    }
    int pieces = Math.max(1, Integer.parseInt(arguments[0]) / PIECE_MEGABYTES);
    long[][] array = new long[pieces][PIECE_MEGABYTES << 17];
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      SplittableRandom random = new SplittableRandom(i);
      new Thread(() -> touch(array, random)).start();
    }
  }

  /** Goes on for ever, which the compiler must not see. */
  private static void touch(long[][] array, SplittableRandom random) {
    long sum = 0;
    while (sum != Long.MIN_VALUE) {
      long[] piece = array[random.nextInt(array.length)];
      int at = random.nextInt(piece.length);
      sum += piece[at] | 1;
      piece[at] = sum;
    }
  }
}
