package io.trimtab.tuner.report;

import io.trimtab.tuner.measure.Interval;
import java.util.List;
import java.util.Locale;

/** Shares of variance with their intervals, one row each. */
final class ShareChart {
  private static final int WIDTH = 960;
  private static final int LEFT = 420;
  private static final int RIGHT = 100;
  private static final int ROW = 26;
  private static final int TOP = 8;
  private static final int AXIS = 30;
  private static final double[] TICKS = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
  private static final double LEAST_TICK_GAP = 50;

  /**
   * A row.
   *
   * @param name on the left
   * @param share 0 to 1
   * @param note shown when pointed at
   */
  record Row(String name, double share, Interval interval, String note) {}

  private final double most;
  private final Html svg = new Html();

  private ShareChart(List<Row> rows) {
    most = Math.max(0.05, rows.stream().mapToDouble(r -> r.interval().high()).max().orElse(1));
  }

  /** Draws at least one row as an SVG element. */
  static String svg(List<Row> rows, String label) {
    return new ShareChart(rows).draw(rows, label);
  }

  private String draw(List<Row> rows, String label) {
    int bottom = TOP + ROW * rows.size();
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "effects",
        "role",
        "img",
        "aria-label",
        label,
        "viewBox",
        "0 0 " + WIDTH + " " + (bottom + AXIS));
    double last = Double.NEGATIVE_INFINITY;
    for (double tick : TICKS) {
      if (tick <= most && x(tick) - last >= LEAST_TICK_GAP) {
        last = x(tick);
        line(last, TOP, last, bottom, tick == 0 ? "one" : "grid");
        text(last, bottom + 18, Numbers.percent(tick), "tick");
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      row(rows.get(i), TOP + ROW * i + ROW / 2.0);
    }
    return svg.close().toString();
  }

  private void row(Row row, double y) {
    svg.line().open("g", "class", row.interval().low() > 0.02 ? "good" : "neutral");
    svg.element("title", row.note());
    text(LEFT - 14, y + 4.5, row.name(), "name");
    line(x(row.interval().low()), y, x(row.interval().high()), y, "span");
    line(x(row.interval().low()), y - 5, x(row.interval().low()), y + 5, "span");
    line(x(row.interval().high()), y - 5, x(row.interval().high()), y + 5, "span");
    svg.empty("circle", "class", "dot", "cx", at(x(row.share())), "cy", at(y), "r", "5.5");
    text(WIDTH - 4, y + 4.5, Numbers.percent(row.share()), "value");
    svg.close();
  }

  private void line(double x1, double y1, double x2, double y2, String style) {
    svg.empty("line", "class", style, "x1", at(x1), "y1", at(y1), "x2", at(x2), "y2", at(y2));
  }

  private void text(double x, double y, String text, String style) {
    svg.element("text", text, "class", style, "x", at(x), "y", at(y));
  }

  private double x(double share) {
    return LEFT + (WIDTH - LEFT - RIGHT) * Math.max(0, Math.min(1, share / most));
  }

  private static String at(double coordinate) {
    return String.format(Locale.ROOT, "%.1f", coordinate);
  }
}
