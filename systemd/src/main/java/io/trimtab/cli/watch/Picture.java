package io.trimtab.cli.watch;

import io.trimtab.collector.sample.HistogramView;
import io.trimtab.collector.schema.Buckets;

/** Draws bars, trends and histograms on a canvas. */
final class Picture {
  /** A part of a stacked bar. */
  record Part(double share, Style style) {}

  private final Canvas canvas;
  private final Glyphs glyphs;

  Picture(Canvas canvas, Glyphs glyphs) {
    this.canvas = canvas;
    this.glyphs = glyphs;
  }

  /** A bar whose parts follow one another, each with its own shade; what is left stays faint. */
  void bar(int row, int column, int width, Part... parts) {
    double sum = 0;
    int filled = 0;
    for (int i = 0; i < parts.length; i++) {
      double share = parts[i].share();
      sum += Double.isNaN(share) ? 0 : Math.max(0, share);
      int end = (int) Math.min(width, Math.round(sum * width));
      for (; filled < end; filled++) {
        canvas.put(row, column + filled, glyphs.shades().charAt(i), parts[i].style());
      }
    }
    for (; filled < width; filled++) {
      canvas.put(row, column + filled, glyphs.rest(), Style.FAINT);
    }
  }

  /**
   * The latest values of a series, the newest at the right end. Absent ones are blank.
   *
   * @param full the value of a full bar; not a number: the largest one shown
   */
  void trend(int row, int column, int width, double[] values, double full, Style style) {
    int shown = Math.min(width, values.length);
    double most = full;
    if (Double.isNaN(full)) {
      most = 0;
      for (int i = values.length - shown; i < values.length; i++) {
        most = Math.max(most, Double.isNaN(values[i]) ? 0 : values[i]);
      }
    }
    for (int i = 0; i < shown; i++) {
      double value = values[values.length - shown + i];
      int at = column + width - shown + i;
      if (value > 0) {
        canvas.put(row, at, glyphs.level(value / most), style);
      } else if (!Double.isNaN(value)) {
        canvas.put(row, at, glyphs.ground(), Style.FAINT);
      }
    }
  }

  /**
   * A histogram, with the same number of columns for each bucket; the first and last one shown take
   * in those beyond. Heights are square roots of counts: the few slow ones are what one looks for.
   *
   * @param area where to
   * @param low the first bucket that is shown
   * @param high the one after the last, if there is room for it
   */
  void histogram(Area area, int low, int high, HistogramView view) {
    if (view.isAbsent()) {
      return;
    }
    int buckets = Math.min(area.width(), high - low);
    int each = area.width() / buckets;
    double most = 1;
    for (int i = 0; i < buckets; i++) {
      most = Math.max(most, Math.sqrt(count(view, low, buckets, i)));
    }
    for (int x = 0; x < buckets * each; x++) {
      double height = area.rows() * Math.sqrt(count(view, low, buckets, x / each)) / most;
      for (int up = 0; up < area.rows(); up++) {
        int row = area.row() + area.rows() - 1 - up;
        if (height > up) {
          canvas.put(row, area.column() + x, glyphs.level(height - up), Style.TREND);
        } else if (up == 0) {
          canvas.put(row, area.column() + x, glyphs.rest(), Style.FAINT);
        }
      }
    }
  }

  private static long count(HistogramView view, int low, int buckets, int i) {
    int from = i == 0 ? 0 : low + i;
    int to = i == buckets - 1 ? Buckets.COUNT : low + i + 1;
    long count = 0;
    for (int bucket = from; bucket < to; bucket++) {
      count += view.count(bucket);
    }
    return count;
  }

  /** The axis of such a histogram of times: what every fifth bucket begins with, about. */
  void timeAxis(Area area, int low, int high) {
    int buckets = Math.min(area.width(), high - low);
    int each = area.width() / buckets;
    for (int bucket = low; bucket < low + buckets; bucket++) {
      int x = (bucket - low) * each;
      String label = bucket % 5 == 0 ? timeLabel(bucket) : "";
      if (x + label.length() <= area.width()) {
        canvas.put(area.row(), area.column() + x, label, Style.FAINT);
      }
    }
  }

  private String timeLabel(int bucket) {
    double thousands = Math.pow(1000, bucket / 10);
    return Quantity.time((bucket % 10 == 0 ? 1 : 32) * thousands, glyphs);
  }
}
