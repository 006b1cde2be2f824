package io.trimtab.features.prefetch;

/** Knows the trace: what perfect foresight would bring, from the same place. */
final class Foresight implements Prefetcher {
  private static final int AHEAD = 64;
  private static final int AT_ONCE = 16;

  private final FaultTrace trace;
  private int at;
  private int asked;

  Foresight(FaultTrace trace) {
    this.trace = trace;
  }

  @Override
  public int onFault(
      long page, long time, int thread, int instruction, boolean isHit, long[] wanted) {
    at++;
    int from = Math.max(asked, at + 2);
    int to = Math.min(trace.size(), at + AHEAD);
    if (to - from < AT_ONCE) {
      return 0;
    }
    int count = 0;
    for (int i = from; i < to; i++) {
      wanted[count++] = trace.page(i);
    }
    asked = to;
    return count;
  }
}
