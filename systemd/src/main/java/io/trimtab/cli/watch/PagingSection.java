package io.trimtab.cli.watch;

import io.trimtab.collector.sample.HistogramView;
import io.trimtab.collector.sample.Layout;
import io.trimtab.collector.schema.Scope;
import java.util.List;

/** Faults and reclaim, at the left; the page cache, at the right; what held tasks up, below. */
final class PagingSection implements Section {
  /** The shortest time with a column of its own, and the longest: 256 ns to 4 s. */
  private static final int LOW = 8;

  private static final int HIGH = 33;
  private static final int LABEL = 13;
  private static final int NUMBER = 5;
  private static final int COUNTERS = 4;

  private record Line(String label, List<String> metrics) {
    Line(String label, String... metrics) {
      this(label, List.of(metrics));
    }
  }

  private static final List<Line> LEFT =
      List.of(
          new Line("faults", "paging.faults"),
          new Line("  major", "paging.faults_major"),
          new Line("refaults", "paging.refault_file", "paging.refault_anon"),
          new Line("swap in+out", "paging.swap_in", "paging.swap_out"));

  private static final List<Line> RIGHT =
      List.of(
          new Line("cache gains", "paging.cache_insertions"),
          new Line("cache losses", "paging.cache_evictions"),
          new Line("reclaimed", "paging.steal_file", "paging.steal_anon"));

  /** What holds tasks up, the worst first. */
  private static final List<Line> STALLS =
      List.of(
          new Line("reclaim", "paging.direct_reclaim"),
          new Line("cgroup reclaim", "paging.cgroup_reclaim"),
          new Line("compaction", "paging.direct_compaction"),
          new Line("major fault", "paging.fault_major"),
          new Line("minor fault", "paging.fault_minor"));

  @Override
  public int least(View view) {
    return COUNTERS;
  }

  @Override
  public int usual(View view) {
    return COUNTERS + stalls(view.history()).size();
  }

  @Override
  public int most(View view) {
    return usual(view);
  }

  /** Those that held any task up of late. */
  private static List<Line> stalls(History history) {
    return STALLS.stream()
        .filter(line -> history.histogram(line.metrics().get(0), Layout.HOST).count() > 0)
        .toList();
  }

  @Override
  public void draw(View view, Canvas canvas, Area area) {
    History history = view.history();
    int column = Section.heading(view, canvas, area, "Paging");
    canvas.put(
        area.row(),
        column + 1,
        " "
            + Quantity.bytes(history.gauge("memory.available"))
            + " available of "
            + Quantity.bytes(history.gauge("memory.total"))
            + ", cached "
            + Quantity.bytes(history.gauge("memory.cached"))
            + ", dirty "
            + Quantity.bytes(history.gauge("memory.dirty"))
            + " ",
        Style.PLAIN);
    int half = area.width() / 2;
    Area below = new Area(area.row() + 1, area.column(), area.width(), area.rows() - 1);
    for (int i = 0; i < LEFT.size(); i++) {
      counter(view, canvas, below.line(i).first(half - 1), LEFT.get(i));
    }
    Area right = below.from(half + 1);
    for (int i = 0; i < RIGHT.size(); i++) {
      counter(view, canvas, right.line(i), RIGHT.get(i));
    }
    readahead(view, canvas, right.line(RIGHT.size()));
    List<Line> stalls = stalls(history);
    for (int i = 0; i < stalls.size() && COUNTERS + i < below.rows(); i++) {
      stall(view, canvas, below.line(COUNTERS + i), stalls.get(i));
    }
  }

  private static void counter(View view, Canvas canvas, Area line, Line shown) {
    double[] rates =
        History.sum(
            shown.metrics().stream()
                .map(metric -> view.history().rates(metric, Layout.HOST))
                .toArray(double[][]::new));
    double now = rates.length == 0 ? Double.NaN : rates[rates.length - 1];
    label(canvas, line, shown.label(), Quantity.count(now) + "/s");
    int column = LABEL + NUMBER + 4;
    new Picture(canvas, view.glyphs())
        .trend(
            line.row(),
            line.column() + column,
            Math.min(History.INTERVALS, line.width() - column - 1),
            rates,
            Double.NaN,
            Style.TREND);
  }

  private static void readahead(View view, Canvas canvas, Area line) {
    History history = view.history();
    double now = Double.NaN;
    double asked = 0;
    double used = 0;
    for (String device : history.instances(Scope.DEVICE)) {
      double rate = history.rate("file.readahead", device, 0);
      if (!Double.isNaN(rate)) {
        now = Double.isNaN(now) ? rate : now + rate;
        asked += history.steadyRate("file.readahead", device);
        used += history.steadyRate("file.readahead_used", device);
      }
    }
    label(canvas, line, "readahead", Quantity.count(now) + "/s");
    // What is used is estimated, and may have been read a while before.
    double share = asked > 0 ? Math.min(1, used / asked) : Double.NaN;
    int column = line.column() + LABEL + NUMBER + 4;
    int after =
        canvas.put(line.row(), column, "used " + Quantity.percent(share) + " ", Style.PLAIN);
    if (!Double.isNaN(share)) {
      new Picture(canvas, view.glyphs())
          .bar(line.row(), after, line.end() - 1 - after, new Picture.Part(share, Style.USER));
    }
  }

  private static void stall(View view, Canvas canvas, Area line, Line shown) {
    History history = view.history();
    String metric = shown.metrics().get(0);
    HistogramView times = history.histogram(metric, Layout.HOST);
    Glyphs glyphs = view.glyphs();
    int column = line.column() + 1;
    canvas.put(line.row(), column, shown.label(), Style.PLAIN);
    canvas.right(
        line.row(), column + 25, "p50 " + Quantity.time(times.quantile(0.5), glyphs), Style.STRONG);
    canvas.right(
        line.row(),
        column + 36,
        "p99 " + Quantity.time(times.quantile(0.99), glyphs),
        Style.STRONG);
    Area plot = line.from(Math.max(column + 38, line.width() / 2 + 1));
    new Picture(canvas, glyphs).histogram(plot.first(plot.width() - 1), LOW, HIGH, times);
  }

  private static void label(Canvas canvas, Area line, String label, String number) {
    canvas.put(line.row(), line.column() + 1, label, Style.PLAIN);
    canvas.right(line.row(), line.column() + LABEL + NUMBER + 3, number, Style.STRONG);
  }
}
