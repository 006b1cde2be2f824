package io.trimtab.features.registry;

/** Room for vectors that are read out of a registry; used again and again by one thread. */
public final class FeatureBatch {
  private final int features;
  private final double[] values;
  private final long[] timestamps;
  private int size;
  private long missed;

  /**
   * @param capacity vectors that it holds
   */
  public FeatureBatch(FeatureSchema schema, int capacity) {
    this.features = schema.size();
    this.values = new double[Math.multiplyExact(features, capacity)];
    this.timestamps = new long[capacity];
  }

  /** Vectors in it now. */
  public int size() {
    return size;
  }

  public int capacity() {
    return timestamps.length;
  }

  /** Features in each vector. */
  public int features() {
    return features;
  }

  /** All vectors, one after another. It is the batch's own array, for reading. */
  public double[] values() {
    return values;
  }

  public double get(int vector, int place) {
    return values[vector * features + place];
  }

  public long timestamp(int vector) {
    return timestamps[vector];
  }

  /** Vectors that were overwritten before they could be read, in the last reading. */
  public long missed() {
    return missed;
  }

  void clear() {
    size = 0;
    missed = 0;
  }

  boolean isFull() {
    return size == timestamps.length;
  }

  int nextOffset() {
    return size * features;
  }

  void added(long timestamp) {
    timestamps[size++] = timestamp;
  }

  void missedOne() {
    missed++;
  }
}
