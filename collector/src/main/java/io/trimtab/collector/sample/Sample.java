package io.trimtab.collector.sample;

import io.trimtab.collector.schema.Metric;
import io.trimtab.collector.schema.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All metrics at one tick, as whole numbers in their units. What could not be read is absent, never
 * zero. Sources fill a sample in; the {@link Sampler} uses the same one for every tick, so that
 * whoever keeps it takes a {@link #copy()}.
 */
public final class Sample {
  /** Stands for a value that could not be read. No metric reaches it. */
  public static final long ABSENT = Long.MIN_VALUE;

  private final Layout layout;
  private final long[] values;
  private long wallNanos;
  private long monotonicNanos;

  /** A sample in which everything is still absent. */
  public Sample(Layout layout) {
    this.layout = layout;
    this.values = new long[layout.size()];
    Arrays.fill(values, ABSENT);
  }

  /** Makes everything absent again, at another time. */
  public void begin(long wall, long monotonic) {
    wallNanos = wall;
    monotonicNanos = monotonic;
    Arrays.fill(values, ABSENT);
  }

  public Layout layout() {
    return layout;
  }

  /** When it was taken: nanoseconds since 1970, by a clock that may jump. */
  public long wallNanos() {
    return wallNanos;
  }

  /** When it was taken, by a clock that never jumps; only differences have a meaning. */
  public long monotonicNanos() {
    return monotonicNanos;
  }

  /** The number at a place of the layout; {@link #ABSENT} if it could not be read. */
  public long get(int at) {
    return values[at];
  }

  /** The host's value of a metric; {@link #ABSENT} if it could not be read. */
  public long get(Metric metric) {
    return values[layout.at(metric)];
  }

  /** Fills in a number; for sources, and whoever reads samples back. */
  public void set(int at, long value) {
    values[at] = value;
  }

  /** Adds to a number, which is absent no longer; for sources that sum. */
  public void add(int at, long value) {
    values[at] = values[at] == ABSENT ? value : values[at] + value;
  }

  public boolean isAbsent(int at) {
    return values[at] == ABSENT;
  }

  /** The metrics of which no instance could be read, in the schema's order. */
  public List<Metric> missing() {
    List<Metric> missing = new ArrayList<>();
    for (Scope scope : Scope.values()) {
      int instances = layout.instances(scope).size();
      for (Metric metric : layout.schema().metrics(scope)) {
        boolean isMissing = instances > 0;
        for (int i = 0; i < instances && isMissing; i++) {
          isMissing = isAbsent(layout.at(metric, i));
        }
        if (isMissing) {
          missing.add(metric);
        }
      }
    }
    return missing;
  }

  /** One that later ticks do not change. */
  public Sample copy() {
    Sample copy = new Sample(layout);
    copy.wallNanos = wallNanos;
    copy.monotonicNanos = monotonicNanos;
    System.arraycopy(values, 0, copy.values, 0, values.length);
    return copy;
  }

  /** Whether both hold the same: the same instances, times and numbers. */
  public boolean isSameAs(Sample other) {
    return wallNanos == other.wallNanos
        && monotonicNanos == other.monotonicNanos
        && layout.isSameAs(other.layout)
        && Arrays.equals(values, other.values);
  }
}
