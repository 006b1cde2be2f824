package io.trimtab.collector.proc;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.sample.Sample;
import io.trimtab.collector.schema.Metric;
import java.util.Arrays;
import java.util.List;

/** A line of numbers, whose meaning is their position, for each of several instances. */
final class Columns {
  private static final int UNWANTED = -1;

  private final List<Metric> metrics;
  private final int[] entryOf;
  private Wanted[] instances = {};

  /**
   * @param names what the numbers are called, from left to right
   * @param metrics whose keys are such names
   * @throws CollectorException if one is not
   */
  Columns(List<String> names, List<Metric> metrics) {
    this.metrics = List.copyOf(metrics);
    int last = metrics.stream().mapToInt(metric -> names.indexOf(metric.key())).max().orElse(-1);
    this.entryOf = new int[last + 1];
    Arrays.fill(entryOf, UNWANTED);
    for (int i = 0; i < metrics.size(); i++) {
      int column = names.indexOf(metrics.get(i).key());
      if (column < 0) {
        throw new CollectorException(
            metrics.get(i).name() + ": no column is called " + metrics.get(i).key());
      }
      entryOf[column] = i;
    }
  }

  /** Looks up where the values of so many instances go. */
  void bind(Layout layout, int count) {
    instances = new Wanted[count];
    for (int i = 0; i < count; i++) {
      instances[i] = Wanted.of(metrics);
      instances[i].bind(layout, i);
    }
  }

  /**
   * Fills in the rest of a line. A kernel that has fewer columns than are wanted says less.
   *
   * @return {@link Parser#FINE}, or what is wrong with it
   */
  String parse(Cursor cursor, Sample sample, int instance) {
    if (instance < 0 || instance >= instances.length) {
      return Parser.FINE;
    }
    String problem = Parser.FINE;
    for (int entry : entryOf) {
      if (cursor.isAtLineEnd()) {
        return problem;
      }
      long number = cursor.number();
      if (number < 0) {
        // Where the next column starts is anyone's guess.
        return Parser.NOT_A_NUMBER;
      }
      if (entry != UNWANTED && !instances[instance].set(sample, entry, number)) {
        problem = Parser.NOT_A_NUMBER;
      }
    }
    return problem;
  }
}
