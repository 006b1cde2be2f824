package io.trimtab.collector.sample;

import io.trimtab.collector.schema.Metric;

/** How much a counter grew from one sample to the next. */
public final class Increase {
  private Increase() {}

  /**
   * The growth of a counter, or of one bucket of a histogram, between two samples of one layout.
   *
   * @return {@link Sample#ABSENT} if either value is, or if the counter went backwards: what it
   *     counted was removed, or began anew, and how much came since cannot be known
   */
  public static long of(Metric metric, Sample before, Sample after, int at) {
    return of(metric, before.get(at), after.get(at));
  }

  /** The same of two values. */
  public static long of(Metric metric, long before, long after) {
    if (before == Sample.ABSENT || after == Sample.ABSENT) {
      return Sample.ABSENT;
    }
    if (after >= before) {
      return after - before;
    }
    if (metric.bits() == Long.SIZE) {
      return Sample.ABSENT;
    }
    // Once round at most: from its upper half to its lower half. A counter that began anew is far
    // more often still near its start, and so was before.
    long range = (1L << metric.bits()) * metric.scale();
    boolean wrapped = before >= range / 2 && after < range / 2 && before < range;
    return wrapped ? range - before + after : Sample.ABSENT;
  }
}
