package io.trimtab.features.pressure;

import java.util.List;

/** The pressure objective over one interval: a number with its parts, or why there is none. */
public sealed interface Pressure {
  /**
   * How much time tasks spent for each unit of progress, as log2: lower is better, and 1 less means
   * half the time. Not a number if it is unknown.
   */
  double value();

  /**
   * It could be told.
   *
   * @param value see {@link #value()}
   * @param spent what tasks spent
   * @param progress what they got for it
   * @param missing metrics that were absent, and that it had to do without
   */
  record Known(double value, Spent spent, Progress progress, List<String> missing)
      implements Pressure {
    public Known {
      missing = List.copyOf(missing);
    }
  }

  /**
   * It could not.
   *
   * @param reason a line for people
   */
  record Unknown(String reason) implements Pressure {
    @Override
    public double value() {
      return Double.NaN;
    }
  }
}
