package io.trimtab.features.registry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The last vectors that were committed, outside the Java heap: one writer, any number of readers,
 * no locks, nothing allocated. The writer never waits. A reader that is overtaken while it copies a
 * vector notices, and skips it.
 *
 * <p>A slot is {sequence, timestamp, features…} of 8 bytes each. Its sequence is 2n + 1 while
 * vector n is being captured into it and 2n + 2 once that is committed, so that a reader which
 * finds 2n + 2 before and after copying has copied vector n whole: a sequence lock for each slot.
 * The vector that is being captured takes a slot of its own, which is why there is one slot more
 * than the window.
 */
final class FeatureRing {
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle COMMITTED;
  private static final VarHandle TRUNCATED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      COMMITTED = lookup.findVarHandle(FeatureRing.class, "committed", long.class);
      TRUNCATED = lookup.findVarHandle(FeatureRing.class, "truncated", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int HEADER = 2 * Long.BYTES;
  private static final int CACHE_LINE = 64;

  private final int features;
  private final int window;
  private final int slots;
  private final int stride;
  private final ByteBuffer memory;

  /** How many vectors were committed so far; the writer's own. */
  private long next;

  /** Where the vector that is being captured lies. */
  private int open;

  @SuppressWarnings("unused") // through COMMITTED
  private volatile long committed;

  /** Vectors before this number were truncated. */
  @SuppressWarnings("unused") // through TRUNCATED
  private volatile long truncated;

  /**
   * @param features numbers in a vector
   * @param window vectors that can be read, at least 1
   */
  FeatureRing(int features, int window) {
    this.features = features;
    this.window = window;
    this.slots = window + 1;
    int bytes = HEADER + features * Double.BYTES;
    this.stride = (bytes + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
    this.memory =
        ByteBuffer.allocateDirect(Math.multiplyExact(slots, stride) + CACHE_LINE)
            .alignedSlice(CACHE_LINE)
            .order(ByteOrder.nativeOrder());
  }

  /** Begins a vector in which every feature is 0. */
  void begin() {
    open = slot(next);
    LONG.setOpaque(memory, open, 2 * next + 1);
    VarHandle.storeStoreFence(); // the mark comes before what it is a mark of
    for (int i = 0; i < features; i++) {
      memory.putDouble(open + HEADER + i * Double.BYTES, 0);
    }
  }

  void set(int place, double value) {
    memory.putDouble(at(place), value);
  }

  void add(int place, double delta) {
    int at = at(place);
    memory.putDouble(at, memory.getDouble(at) + delta);
  }

  private int at(int place) {
    if (place < 0 || place >= features) {
      throw new IndexOutOfBoundsException("feature " + place + " of " + features);
    }
    return open + HEADER + place * Double.BYTES;
  }

  void commit(long timestamp) {
    memory.putLong(open + Long.BYTES, timestamp);
    LONG.setRelease(memory, open, 2 * next + 2);
    next++;
    COMMITTED.setRelease(this, next);
  }

  /** How many vectors were committed so far. */
  long committed() {
    return (long) COMMITTED.getAcquire(this);
  }

  /** The oldest vector that may still be read. */
  long oldest() {
    return Math.max(committed() - window, (long) TRUNCATED.getAcquire(this));
  }

  /**
   * Copies one vector.
   *
   * @param number which one, counted from the first that was ever committed
   * @param into takes the features, from {@code at} on
   * @return its timestamp; {@link Long#MIN_VALUE} if it has been overwritten
   */
  long copy(long number, double[] into, int at) {
    int slot = slot(number);
    long sequence = 2 * number + 2;
    if ((long) LONG.getAcquire(memory, slot) != sequence) {
      return Long.MIN_VALUE;
    }
    long timestamp = memory.getLong(slot + Long.BYTES);
    for (int i = 0; i < features; i++) {
      into[at + i] = memory.getDouble(slot + HEADER + i * Double.BYTES);
    }
    VarHandle.loadLoadFence(); // the copy comes before the second look
    return (long) LONG.getOpaque(memory, slot) == sequence ? timestamp : Long.MIN_VALUE;
  }

  /** The timestamp of a vector; {@link Long#MIN_VALUE} if it has been overwritten. */
  long timestamp(long number) {
    int slot = slot(number);
    long sequence = 2 * number + 2;
    if ((long) LONG.getAcquire(memory, slot) != sequence) {
      return Long.MIN_VALUE;
    }
    long timestamp = memory.getLong(slot + Long.BYTES);
    VarHandle.loadLoadFence();
    return (long) LONG.getOpaque(memory, slot) == sequence ? timestamp : Long.MIN_VALUE;
  }

  /** Lets nobody read vectors before this number any more. Any thread may call it. */
  void truncateBefore(long number) {
    long before = (long) TRUNCATED.getAcquire(this);
    while (before < number && !TRUNCATED.compareAndSet(this, before, number)) {
      before = (long) TRUNCATED.getAcquire(this);
    }
  }

  private int slot(long number) {
    return (int) (number % slots) * stride;
  }
}
