package io.trimtab.collector.schema;

import java.util.Locale;

/** How a metric's values over time are to be understood. */
public enum MetricType {
  /** Only grows, until whatever counts starts anew. */
  COUNTER,
  /** Goes up and down. */
  GAUGE,
  /** Counters of how often a value fell into each bucket; see {@link Buckets}. */
  HISTOGRAM;

  /** Numbers that one value takes in a sample. */
  public int width() {
    return this == HISTOGRAM ? Buckets.COUNT + 1 : 1;
  }

  /** The type's name in files, JSON and tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
