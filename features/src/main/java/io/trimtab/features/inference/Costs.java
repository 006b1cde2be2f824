package io.trimtab.features.inference;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/** What a model costs on a processor, by size of batch, as measured when it is registered. */
public final class Costs {
  /** Sizes are 1, 2, 4, … up to this. */
  public static final int LARGEST = 1024;

  private static final int REPEATS = 7;
  private static final int WARM_UP = 20;

  private final long[] nanos;

  /**
   * @param nanos the cost of a batch of 2^i vectors at place i
   */
  Costs(long[] nanos) {
    this.nanos = nanos.clone();
  }

  /**
   * Measures a model: the median of a few runs with vectors of zeroes, for each size.
   *
   * @param nanoTime a clock that never jumps
   */
  public static Costs measure(Model model, Processor processor, LongSupplier nanoTime) {
    double[] vectors = new double[LARGEST * model.schema().size()];
    double[] scores = new double[LARGEST * model.outputs()];
    int sizes = Integer.numberOfTrailingZeros(LARGEST) + 1;
    long[] nanos = new long[sizes];
    for (int i = 0; i < WARM_UP; i++) {
      processor.score(model, vectors, LARGEST, scores);
    }
    for (int size = 0; size < sizes; size++) {
      long[] runs = new long[REPEATS];
      for (int run = 0; run < REPEATS; run++) {
        long start = nanoTime.getAsLong();
        processor.score(model, vectors, 1 << size, scores);
        runs[run] = nanoTime.getAsLong() - start;
      }
      Arrays.sort(runs);
      nanos[size] = runs[REPEATS / 2];
    }
    return new Costs(nanos);
  }

  /** What a batch costs, in nanoseconds: between two measured sizes, on the line between them. */
  public double nanos(int batch) {
    int size = Math.max(1, Math.min(LARGEST, batch));
    int below = 31 - Integer.numberOfLeadingZeros(size);
    double cost = nanos[below];
    if (below + 1 < nanos.length) {
      double share = (double) (size - (1 << below)) / (1 << below);
      cost += share * (nanos[below + 1] - nanos[below]);
    }
    return batch <= LARGEST ? cost : cost * batch / LARGEST;
  }

  /**
   * The least batch from which on the other processor is cheaper, at every size that was measured;
   * empty if it never is.
   */
  public OptionalInt breakEven(Costs other) {
    int least = nanos.length;
    while (least > 0 && other.nanos[least - 1] < nanos[least - 1]) {
      least--;
    }
    return least == nanos.length ? OptionalInt.empty() : OptionalInt.of(1 << least);
  }
}
