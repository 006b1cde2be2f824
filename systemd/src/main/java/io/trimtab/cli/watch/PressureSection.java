package io.trimtab.cli.watch;

import io.trimtab.collector.sample.Layout;
import java.util.Arrays;
import java.util.List;

/** How much of the time tasks waited for a CPU, for memory, for I/O. */
final class PressureSection implements Section {
  private static final double NANOS = 1e9;
  private static final int BAR = 33;

  private record Resource(String name, String some, String full) {}

  private static final List<Resource> RESOURCES =
      List.of(
          new Resource("cpu", "psi.cpu_some", ""),
          new Resource("memory", "psi.memory_some", "psi.memory_full"),
          new Resource("io", "psi.io_some", "psi.io_full"));

  @Override
  public int least(View view) {
    return RESOURCES.size();
  }

  @Override
  public int usual(View view) {
    return RESOURCES.size();
  }

  @Override
  public int most(View view) {
    return RESOURCES.size();
  }

  @Override
  public void draw(View view, Canvas canvas, Area area) {
    int column = Section.heading(view, canvas, area, "Pressure");
    canvas.put(area.row(), column + 1, " share of time that ", Style.PLAIN);
    column =
        canvas.put(
            area.row(), column + 21, view.glyphs().shades().charAt(1) + " some ", Style.SOME);
    column = canvas.put(area.row(), column, view.glyphs().shades().charAt(0) + " all ", Style.FULL);
    canvas.put(area.row(), column, "tasks were held up ", Style.PLAIN);
    for (int i = 0; i < RESOURCES.size(); i++) {
      resource(view, canvas, area.line(i + 1), RESOURCES.get(i));
    }
  }

  private static void resource(View view, Canvas canvas, Area line, Resource resource) {
    double[] series =
        Arrays.stream(view.history().rates(resource.some(), Layout.HOST))
            .map(rate -> Math.min(1, rate / NANOS))
            .toArray();
    double some = series.length == 0 ? Double.NaN : series[series.length - 1];
    double full = Math.min(1, view.history().rate(resource.full()) / NANOS);
    int column = line.column();
    canvas.put(line.row(), column + 1, resource.name(), Style.PLAIN);
    canvas.right(line.row(), column + 18, "some " + pad(Quantity.finePercent(some)), Style.SOME);
    if (!resource.full().isEmpty()) {
      canvas.right(line.row(), column + 29, "all " + pad(Quantity.finePercent(full)), Style.FULL);
    }
    int half = line.width() / 2;
    Picture picture = new Picture(canvas, view.glyphs());
    double known = Double.isNaN(full) ? 0 : full;
    picture.bar(
        line.row(),
        column + BAR,
        Math.max(0, half - BAR + 14),
        new Picture.Part(known, Style.FULL),
        new Picture.Part(some - known, Style.SOME));
    int trend = Math.max(BAR, half + 14) + 1;
    picture.trend(
        line.row(),
        column + trend,
        Math.min(History.INTERVALS, line.width() - trend - 1),
        series,
        1,
        Style.SOME);
  }

  private static String pad(String percent) {
    return " ".repeat(Math.max(0, 5 - percent.length())) + percent;
  }
}
