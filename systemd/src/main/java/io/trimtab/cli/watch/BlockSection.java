package io.trimtab.cli.watch;

import io.trimtab.collector.sample.HistogramView;
import io.trimtab.collector.schema.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One row for each block device that does anything. */
final class BlockSection implements Section {
  /** The shortest latency with a column of its own, and the longest: 8 us to 1 s. */
  private static final int LOW = 13;

  private static final int HIGH = 31;

  private static final String[] HEADINGS = {
    "r/s", "w/s", "rMB/s", "wMB/s", "p50", "p99", "depth", "seq", "busy"
  };
  private static final int[] ENDS = {15, 21, 28, 35, 42, 49, 55, 60, 65};
  private static final int PLOT = 67;

  @Override
  public int least(View view) {
    return 1;
  }

  @Override
  public int usual(View view) {
    List<String> devices = view.history().instances(Scope.DEVICE);
    List<String> busy = busy(view.history());
    return Math.max(1, busy.size() < devices.size() ? busy.size() + 1 : busy.size());
  }

  @Override
  public int most(View view) {
    return usual(view);
  }

  /** The devices that did anything within the last minute, in their order. */
  private static List<String> busy(History history) {
    return history.instances(Scope.DEVICE).stream()
        .filter(device -> activity(history, device) > 0)
        .toList();
  }

  private static double activity(History history, String device) {
    double all = 0;
    for (double rate : requests(history, device)) {
      all += Double.isNaN(rate) ? 0 : rate;
    }
    return all;
  }

  private static double[] requests(History history, String device) {
    return History.sum(
        history.rates("block.reads", device),
        history.rates("block.writes", device),
        history.rates("block.discards", device),
        history.rates("block.flushes", device));
  }

  @Override
  public void draw(View view, Canvas canvas, Area area) {
    Section.heading(view, canvas, area, "Block");
    for (int i = 0; i < HEADINGS.length; i++) {
      int from = i == 0 ? ENDS[0] - 5 : ENDS[i - 1];
      String heading = " ".repeat(ENDS[i] - from - HEADINGS[i].length()) + HEADINGS[i];
      canvas.put(area.row(), area.column() + from, heading, Style.PLAIN);
    }
    int plot = plotWidth(area);
    if (plot >= 14) {
      String range = "8" + view.glyphs().micro() + "s";
      canvas.put(area.row(), area.column() + PLOT - 1, " " + range + " ", Style.PLAIN);
      canvas.right(area.row(), area.column() + PLOT + plot + 1, " 1s ", Style.PLAIN);
    }
    Area below = new Area(area.row() + 1, area.column(), area.width(), area.rows() - 1);
    List<String> all = view.history().instances(Scope.DEVICE);
    List<String> busy = busy(view.history());
    List<String> shown = shown(view.history(), busy, below.rows(), busy.size() < all.size());
    for (int i = 0; i < shown.size(); i++) {
      device(view, canvas, below.line(i), plot, shown.get(i));
    }
    if (shown.size() < below.rows()) {
      rest(canvas, below.line(shown.size()), all, shown, view.glyphs());
    }
  }

  /** Columns for the histogram; what is left beyond it is the trend's. */
  private static int plotWidth(Area area) {
    return Math.min(HIGH - LOW, Math.max(0, area.width() - PLOT - 1));
  }

  /** The busiest if there is no room for all, with a row left to name the others. */
  private static List<String> shown(
      History history, List<String> busy, int rows, boolean othersExist) {
    if (busy.size() < rows || (busy.size() == rows && !othersExist)) {
      return busy;
    }
    int room = Math.max(1, rows - 1);
    List<String> busiest = new ArrayList<>(busy);
    busiest.sort(Comparator.comparingDouble((String device) -> -activity(history, device)));
    List<String> most = busiest.subList(0, Math.min(room, busiest.size()));
    return busy.stream().filter(most::contains).toList();
  }

  private static void device(View view, Canvas canvas, Area line, int plot, String name) {
    History history = view.history();
    canvas.put(line.row(), line.column() + 1, name, Style.STRONG);
    HistogramView latency = history.histogram("block.latency", name);
    double issued = history.steadyRate("block.issued", name);
    String p50 = Quantity.time(latency.quantile(0.5), view.glyphs());
    String p99 = Quantity.time(latency.quantile(0.99), view.glyphs());
    int columns = Math.max(0, Math.min(plot, line.width() - PLOT));
    if (columns > 0) {
      new Picture(canvas, view.glyphs())
          .histogram(line.from(PLOT).first(columns), LOW, HIGH, latency);
    }
    String[] cells = {
      Quantity.count(history.rate("block.reads", name, 0)),
      Quantity.count(history.rate("block.writes", name, 0)),
      Quantity.count(history.rate("block.read_bytes", name, 0) / 1e6),
      Quantity.count(history.rate("block.write_bytes", name, 0) / 1e6),
      p50,
      p99,
      Quantity.count(history.rate("block.queue_time", name, 0) / 1e9),
      Quantity.percent(
          issued > 0
              ? Math.min(1, history.steadyRate("block.sequential", name) / issued)
              : Double.NaN),
      Quantity.percent(Math.min(1, history.rate("block.busy_time", name, 0) / 1e9))
    };
    for (int i = 0; i < cells.length; i++) {
      canvas.right(line.row(), line.column() + ENDS[i], cells[i], Style.PLAIN);
    }
    int trend = PLOT + plot + 2;
    int room = Math.min(History.INTERVALS, line.width() - trend - 1);
    if (room > 5) {
      new Picture(canvas, view.glyphs())
          .trend(
              line.row(),
              line.column() + trend,
              room,
              requests(history, name),
              Double.NaN,
              Style.TREND);
    }
  }

  private static void rest(
      Canvas canvas, Area line, List<String> all, List<String> shown, Glyphs glyphs) {
    List<String> others = all.stream().filter(device -> !shown.contains(device)).toList();
    if (others.isEmpty()) {
      if (all.isEmpty()) {
        canvas.put(line.row(), line.column() + 1, "no devices", Style.FAINT);
      }
      return;
    }
    String text = "quieter: " + String.join(" ", others);
    canvas.put(line.row(), line.column() + 1, glyphs.cut(text, line.width() - 2), Style.FAINT);
  }
}
