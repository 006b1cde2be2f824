package io.trimtab.cli.watch;

import io.trimtab.collector.sample.HistogramView;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.schema.Scope;
import java.util.List;

/** What the CPUs do, at the left; how long tasks wait for one, at the right. */
final class CpuSection implements Section {
  private static final String LATENCY = "sched.runqueue_latency";

  /** The shortest wait with a column of its own, and the longest: 256 ns to 4 s. */
  private static final int LOW = 8;

  private static final int HIGH = 33;

  /** Rows beside one for each CPU: the trend, and the counts. */
  private static final int BELOW = 2;

  /** Rows beside the histogram's own: its quantiles, its axis, the trend. */
  private static final int AROUND = 3;

  /** CPUs that each have a row of their own if there is any room, and if there is a lot. */
  private static final int FEW = 8;

  private static final int MANY = 32;

  private static final int TALL = 3;
  private static final int TALLEST = 8;

  @Override
  public int least(View view) {
    return 2 + BELOW;
  }

  @Override
  public int usual(View view) {
    int cpus = view.history().instances(Scope.CPU).size();
    return Math.max(cpus <= FEW ? cpus + BELOW : 0, TALL + AROUND);
  }

  @Override
  public int most(View view) {
    int cpus = view.history().instances(Scope.CPU).size();
    return Math.max(cpus <= MANY ? cpus + BELOW : 0, TALLEST + AROUND);
  }

  @Override
  public void draw(View view, Canvas canvas, Area area) {
    int column = Section.heading(view, canvas, area, "CPU");
    legend(view, canvas, area.row(), column + 1);
    Area below = new Area(area.row() + 1, area.column(), area.width(), area.rows() - 1);
    int half = area.width() / 2;
    left(view, canvas, below.first(half - 1));
    right(view, canvas, below.from(half + 1));
  }

  private static void legend(View view, Canvas canvas, int row, int start) {
    CpuTimes all = CpuTimes.all(view.history());
    String[] names = {"user", "system", "iowait", "steal"};
    double[] shares = {all.user(), all.system(), all.iowait(), all.steal()};
    Style[] styles = {Style.USER, Style.SYSTEM, Style.WAIT, Style.STEAL};
    int column = start;
    for (int i = 0; i < names.length; i++) {
      canvas.put(row, column, " " + view.glyphs().shades().charAt(i) + " ", styles[i]);
      String share = Quantity.percent(shares[i]);
      column = canvas.put(row, column + 3, names[i] + " " + share + " ", Style.PLAIN) + 1;
    }
  }

  private static void left(View view, Canvas canvas, Area area) {
    History history = view.history();
    List<String> cpus = history.instances(Scope.CPU);
    int rows = area.rows() - BELOW;
    int used = cpus.size();
    if (cpus.size() <= rows) {
      for (int i = 0; i < cpus.size(); i++) {
        bar(view, canvas, area.line(i), cpus.get(i), CpuTimes.of(history, cpus.get(i)));
      }
    } else {
      used = crowd(view, canvas, area, rows, cpus);
    }
    int row = area.row() + used;
    Picture picture = new Picture(canvas, view.glyphs());
    canvas.put(row, area.column(), " all", Style.STRONG);
    picture.trend(row, area.column() + 5, area.width() - 11, CpuTimes.busy(history), 1, Style.USER);
    canvas.right(row, area.end(), Quantity.percent(CpuTimes.all(history).busy()), Style.STRONG);
    String counts =
        Quantity.count(history.rate("sched.switches"))
            + " switches/s, "
            + Quantity.count(history.rate("sched.forks"))
            + " forks/s, "
            + Quantity.count(history.gauge("sched.runnable"))
            + " running";
    canvas.put(
        row + 1, area.column() + 1, view.glyphs().cut(counts, area.width() - 1), Style.PLAIN);
  }

  private static void bar(View view, Canvas canvas, Area line, String name, CpuTimes times) {
    canvas.right(line.row(), line.column() + 4, name, Style.PLAIN);
    new Picture(canvas, view.glyphs())
        .bar(
            line.row(),
            line.column() + 5,
            line.width() - 11,
            new Picture.Part(times.user(), Style.USER),
            new Picture.Part(times.system(), Style.SYSTEM),
            new Picture.Part(times.iowait(), Style.WAIT),
            new Picture.Part(times.steal(), Style.STEAL));
    canvas.right(line.row(), line.end(), Quantity.percent(times.busy()), Style.PLAIN);
  }

  /**
   * More CPUs than rows: one upright bar for each.
   *
   * @return how many rows they take
   */
  private static int crowd(View view, Canvas canvas, Area area, int rows, List<String> cpus) {
    int each = Math.max(1, area.width() - 11);
    int used = Math.min(rows, (cpus.size() + each - 1) / each);
    for (int i = 0; i < Math.min(cpus.size(), used * each); i++) {
      double busy = CpuTimes.of(view.history(), cpus.get(i)).busy();
      char level = busy > 0.005 ? view.glyphs().level(busy) : view.glyphs().ground();
      canvas.put(area.row() + i / each, area.column() + 5 + i % each, level, Style.USER);
    }
    canvas.put(area.row(), area.column(), "each", Style.PLAIN);
    return used;
  }

  private static void right(View view, Canvas canvas, Area area) {
    History history = view.history();
    HistogramView latency = history.histogram(LATENCY, Layout.HOST);
    Glyphs glyphs = view.glyphs();
    String name = area.width() < 38 ? "waits" : "wait in run queue";
    canvas.put(area.row(), area.column(), name, Style.PLAIN);
    String quantiles =
        "p50 "
            + Quantity.time(latency.quantile(0.5), glyphs)
            + "  p99 "
            + Quantity.time(latency.quantile(0.99), glyphs);
    canvas.right(area.row(), area.end() - 1, quantiles, Style.STRONG);
    Picture picture = new Picture(canvas, glyphs);
    int tall = Math.min(TALLEST, area.rows() - AROUND);
    Area plot = new Area(area.row() + 1, area.column(), area.width() - 1, tall);
    picture.histogram(plot, LOW, HIGH, latency);
    picture.timeAxis(plot.line(tall), LOW, HIGH);
    int row = area.row() + 2 + tall;
    canvas.put(row, area.column(), "p99", Style.PLAIN);
    picture.trend(
        row,
        area.column() + 4,
        Math.min(History.INTERVALS, area.width() - 5),
        history.quantiles(LATENCY, Layout.HOST, 0.99),
        Double.NaN,
        Style.TREND);
  }
}
