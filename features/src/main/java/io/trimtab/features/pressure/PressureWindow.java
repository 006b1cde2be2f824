package io.trimtab.features.pressure;

/**
 * The last few values of the objective: their mean, which is smoother than each, and their
 * variance. Allocates nothing once it is made.
 */
public final class PressureWindow {
  private final double[] values;
  private int next;
  private int count;

  /**
   * An empty window.
   *
   * @param capacity how many values it keeps, at least 1
   */
  public PressureWindow(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a window needs room for a value: " + capacity);
    }
    this.values = new double[capacity];
  }

  /** A window of these values, which has no room for more. */
  public static PressureWindow of(double... values) {
    PressureWindow window = new PressureWindow(values.length);
    for (double value : values) {
      window.add(value);
    }
    return window;
  }

  /** Takes a value in, in place of the oldest if it is full; what is unknown is left out. */
  public void add(double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    values[next] = value;
    next = (next + 1) % values.length;
    count = Math.min(count + 1, values.length);
  }

  /** Takes in another window's values, the oldest first. */
  public void addAll(PressureWindow other) {
    int first = other.isFull() ? other.next : 0;
    for (int i = 0; i < other.count; i++) {
      add(other.values[(first + i) % other.values.length]);
    }
  }

  /** Forgets everything. */
  public void clear() {
    next = 0;
    count = 0;
  }

  /** How many values it has. */
  public int count() {
    return count;
  }

  public boolean isFull() {
    return count == values.length;
  }

  /** Their mean, as log2; not a number if there are none. */
  public double mean() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return sum / count;
  }

  /** Their variance (of a sample: over n - 1), as log2 squared; not a number below two values. */
  public double variance() {
    return count < 2 ? Double.NaN : squares() / (count - 1);
  }

  /** The sum of their squared distances from the mean. */
  double squares() {
    double mean = mean();
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (values[i] - mean) * (values[i] - mean);
    }
    return sum;
  }
}
