package io.trimtab.features.registry;

import io.trimtab.features.FeaturesException;

/**
 * One window of feature vectors, which one thread fills and any number of models read. The
 * operations are LAKE's: begin a vector, capture its features one by one as they become known,
 * commit it with a timestamp; read what came since a time; forget what came before one.
 *
 * <p>LAKE's own ring loses its place when it wraps round; here every vector has a number, and a
 * reader that is overtaken is told how many it missed.
 */
public final class FeatureRegistry {
  private static final int MOST_VECTORS = 1 << 20;

  private final String name;
  private final FeatureSchema schema;
  private final int window;
  private final FeatureRing ring;
  private boolean capturing;
  private long lastTimestamp = Long.MIN_VALUE;

  /**
   * @param name for messages
   * @param window how many of the last vectors can be read, 1 to about a million
   * @throws FeaturesException if the window is out of range
   */
  public FeatureRegistry(String name, FeatureSchema schema, int window) {
    if (window < 1 || window > MOST_VECTORS) {
      throw new FeaturesException(
          "registry "
              + name
              + ": a window of "
              + window
              + " vectors is not between 1 and "
              + MOST_VECTORS);
    }
    this.name = name;
    this.schema = schema;
    this.window = window;
    this.ring = new FeatureRing(schema.size(), window);
  }

  public String name() {
    return name;
  }

  public FeatureSchema schema() {
    return schema;
  }

  public int window() {
    return window;
  }

  /**
   * Begins a vector; what is not captured in it stays 0. An unfinished one before it is dropped.
   */
  public void begin() {
    ring.begin();
    capturing = true;
  }

  /**
   * Sets a feature of the vector that was begun.
   *
   * @param place from the schema
   */
  public void capture(int place, double value) {
    requireBegun();
    ring.set(place, value);
  }

  /** Adds to a feature of the vector that was begun. */
  public void increment(int place, double delta) {
    requireBegun();
    ring.add(place, delta);
  }

  /**
   * Lets everybody read the vector.
   *
   * @param timestamp later than, or the same as, that of the vector before
   * @throws FeaturesException if time went backwards, or no vector was begun
   */
  public void commit(long timestamp) {
    requireBegun();
    if (timestamp < lastTimestamp || timestamp == Long.MIN_VALUE) {
      throw new FeaturesException(
          "registry " + name + ": a vector of " + timestamp + " after one of " + lastTimestamp);
    }
    lastTimestamp = timestamp;
    capturing = false;
    ring.commit(timestamp);
  }

  private void requireBegun() {
    if (!capturing) {
      throw new FeaturesException("registry " + name + ": no vector was begun");
    }
  }

  /** How many vectors were committed so far, those that have left the window included. */
  public long committed() {
    return ring.committed();
  }

  /**
   * Reads vectors in their order, as many as the batch holds. Any thread may, at any time.
   *
   * @param since the timestamp after which to read; those at it are not read again
   * @return the batch, refilled
   */
  public FeatureBatch since(long since, FeatureBatch batch) {
    batch.clear();
    long last = ring.committed();
    for (long number = firstAfter(since, last); number < last && !batch.isFull(); number++) {
      long timestamp = ring.copy(number, batch.values(), batch.nextOffset());
      if (timestamp == Long.MIN_VALUE) {
        batch.missedOne();
      } else if (timestamp > since) {
        batch.added(timestamp);
      }
    }
    return batch;
  }

  /** Lets nobody read vectors any more that are as old as a timestamp or older. */
  public void truncate(long timestamp) {
    ring.truncateBefore(firstAfter(timestamp, ring.committed()));
  }

  /**
   * The number of the first vector with a later timestamp: they are in order, so halving finds it.
   */
  private long firstAfter(long timestamp, long last) {
    long low = ring.oldest();
    long high = last;
    while (low < high) {
      long middle = (low + high) >>> 1;
      // One that was overwritten meanwhile is older than all that are left.
      if (ring.timestamp(middle) <= timestamp) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
