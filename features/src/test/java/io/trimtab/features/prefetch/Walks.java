package io.trimtab.features.prefetch;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Orders in which pages are touched. */
final class Walks {
  private static final long BASE = 0x7f0000000L;

  private Walks() {}

  /** Every page of an array, in strides, over and over. */
  static long[] strided(int pages, int stride, int passes) {
    return IntStream.range(0, passes)
        .boxed()
        .flatMapToLong(
            pass ->
                IntStream.range(0, stride)
                    .boxed()
                    .flatMapToLong(
                        first ->
                            LongStream.iterate(first, page -> page < pages, page -> page + stride)))
        .map(page -> BASE + page)
        .toArray();
  }

  static long[] reverse(int pages, int passes) {
    return LongStream.range(0, (long) pages * passes)
        .map(i -> BASE + pages - 1 - i % pages)
        .toArray();
  }

  /** Arrays that are walked side by side, at random turns. */
  static long[] streams(int count, int pages, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int each = pages / count;
    long[] at = new long[count];
    return IntStream.range(0, pages)
        .mapToLong(
            i -> {
              int stream = random.nextInt(count);
              return BASE + stream * 10_000L * each + at[stream]++;
            })
        .toArray();
  }

  /** The same pages in an order of their own, over and over: a list whose nodes lie anywhere. */
  static long[] list(int pages, int passes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] order = LongStream.range(0, pages).toArray();
    for (int i = pages - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      long page = order[i];
      order[i] = order[other];
      order[other] = page;
    }
    return LongStream.range(0, (long) pages * passes)
        .map(i -> BASE + order[(int) (i % pages)])
        .toArray();
  }

  static long[] random(int pages, int touches, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return LongStream.range(0, touches).map(i -> BASE + random.nextInt(pages)).toArray();
  }

  /** The faults of a process with so many pages of memory: all that are not among its latest. */
  static FaultTrace trace(String name, long[] touches, int memory) {
    FaultTrace trace = new FaultTrace(name);
    java.util.LinkedHashMap<Long, Boolean> resident =
        new java.util.LinkedHashMap<>(16, 0.75f, true);
    java.util.Set<Long> known = new java.util.HashSet<>();
    long at = 1;
    for (long page : touches) {
      at += 5_000;
      if (resident.put(page, true) == null) {
        boolean isMajor = !known.add(page);
        trace.add(page, at, 1, 1);
        if (isMajor) {
          trace.setMajor(trace.size() - 1);
          at += 70_000;
        }
        if (resident.size() > memory) {
          resident.remove(resident.keySet().iterator().next());
        }
      }
    }
    return trace;
  }
}
