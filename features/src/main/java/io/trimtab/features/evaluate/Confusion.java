package io.trimtab.features.evaluate;

import java.util.ArrayList;
import java.util.List;

/** Counts of what was said of each class: rows are the truth, columns what was said. */
public final class Confusion {
  private final List<String> truths;
  private final List<String> words;
  private final long[][] counts;

  /**
   * @param classes the rows, and the first columns
   * @param others columns beside them, such as unknown
   */
  public Confusion(List<String> classes, List<String> others) {
    this.truths = List.copyOf(classes);
    List<String> all = new ArrayList<>(classes);
    all.addAll(others);
    this.words = List.copyOf(all);
    this.counts = new long[truths.size()][words.size()];
  }

  /** Counts one. Classes that are none of its rows are left out. */
  public void add(String truth, String said) {
    int row = truths.indexOf(truth);
    int column = words.indexOf(said);
    if (row >= 0 && column >= 0) {
      counts[row][column]++;
    }
  }

  /** The rows. */
  public List<String> truths() {
    return truths;
  }

  /** The columns. */
  public List<String> words() {
    return words;
  }

  public long count(int row, int column) {
    return counts[row][column];
  }

  /** The share of a row that a column has; 0 in an empty row. */
  public double share(int row, int column) {
    long all = 0;
    for (long count : counts[row]) {
      all += count;
    }
    return all == 0 ? 0 : (double) counts[row][column] / all;
  }

  /** Of a class's vectors, the share that was recognised; not a number if there are none. */
  public double recall(int row) {
    long all = 0;
    for (long count : counts[row]) {
      all += count;
    }
    return (double) counts[row][row] / all;
  }

  /** Of those said to be of a class, the share that is; not a number if none was. */
  public double precision(int column) {
    long all = 0;
    for (long[] row : counts) {
      all += row[column];
    }
    return (double) counts[column][column] / all;
  }

  /** The harmonic mean of both: 2 right / (2 right + wrongly said + missed). */
  public double f1(int row) {
    long right = counts[row][row];
    long wrong = -2 * right;
    for (long count : counts[row]) {
      wrong += count;
    }
    for (long[] other : counts) {
      wrong += other[row];
    }
    return 2.0 * right / (2 * right + wrong);
  }

  /** The mean of the classes' F1: each class counts the same, however many vectors it has. */
  public double macroF1() {
    double sum = 0;
    int known = 0;
    for (int row = 0; row < truths.size(); row++) {
      if (!Double.isNaN(recall(row))) {
        sum += f1(row);
        known++;
      }
    }
    return sum / known;
  }

  /** The share of all vectors that was recognised. */
  public double accuracy() {
    long right = 0;
    long all = 0;
    for (int row = 0; row < counts.length; row++) {
      right += counts[row][row];
      for (long count : counts[row]) {
        all += count;
      }
    }
    return (double) right / all;
  }
}
