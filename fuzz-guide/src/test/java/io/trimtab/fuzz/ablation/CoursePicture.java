package io.trimtab.fuzz.ablation;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Coverage of several guides as SVG: the median of the seeds as a line, all of them as a band. */
final class CoursePicture {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 360;
  private static final int LEFT = 64;
  private static final int TOP = 34;
  private static final int RIGHT = 96;
  private static final int BOTTOM = 44;
  private static final int LABEL_HEIGHT = 13;
  private static final Map<String, String> COLOURS =
      Map.of(
          "random", "#6b7280",
          "choice-table", "#a16207",
          "bigram", "#7c3aed",
          "healer-static", "#0e7490",
          "healer", "#3b6ea5",
          "context", "#c2410c");

  private final StringBuilder svg = new StringBuilder();

  private CoursePicture() {}

  /**
   * Draws panels side by side.
   *
   * @param units what the axis of each counts, and one of its units in the comparison's
   */
  static String draw(List<Comparison> panels, List<Map.Entry<String, Double>> units) {
    CoursePicture picture = new CoursePicture();
    picture.text(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
        WIDTH * panels.size(), HEIGHT);
    for (int i = 0; i < panels.size(); i++) {
      picture.text("<g transform=\"translate(%d 0)\">%n", WIDTH * i);
      picture.panel(panels.get(i), units.get(i).getKey(), units.get(i).getValue());
      picture.text("</g>%n");
    }
    return picture.text("</svg>%n").toString();
  }

  private void panel(Comparison comparison, String unit, double one) {
    double most =
        comparison.names().stream()
            .mapToDouble(guide -> comparison.at(guide, comparison.end()).high())
            .max()
            .orElse(1);
    // What every guide has in the first moments would take half of the picture.
    double least =
        comparison.names().stream()
            .mapToDouble(guide -> comparison.at(guide, comparison.end() / 25).low())
            .min()
            .orElse(0);
    Scale x = new Scale(0, comparison.end() / one, LEFT, WIDTH - RIGHT);
    Scale y = new Scale(least, most, HEIGHT - BOTTOM, TOP);
    text(
        "<text x=\"%d\" y=\"18\" font-size=\"13\">places of the kernel, after %s</text>%n",
        LEFT, unit);
    for (double tick : x.ticks()) {
      text(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,.0f</text>%n",
          x.at(tick), HEIGHT - BOTTOM + 18, tick);
    }
    for (double tick : y.ticks()) {
      text(
          "<path d=\"M%d %.1fH%d\" stroke=\"#e5e7eb\"/><text x=\"%d\" y=\"%.1f\""
              + " text-anchor=\"end\">%,.0f</text>%n",
          LEFT, y.at(tick), WIDTH - RIGHT, LEFT - 6, y.at(tick) + 4, tick);
    }
    for (String guide : comparison.names()) {
      curve(comparison.curve(guide), one, x, y, COLOURS.getOrDefault(guide, "#000000"));
    }
    labels(comparison, y);
  }

  private void curve(List<Comparison.Band> bands, double one, Scale x, Scale y, String colour) {
    StringBuilder band = new StringBuilder();
    StringBuilder line = new StringBuilder();
    for (Comparison.Band b : bands) {
      band.append(point(band, x.at(b.at() / one), y.at(b.high())));
      line.append(point(line, x.at(b.at() / one), y.at(b.median())));
    }
    for (int i = bands.size() - 1; i >= 0; i--) {
      band.append(point(band, x.at(bands.get(i).at() / one), y.at(bands.get(i).low())));
    }
    text("<path d=\"%sZ\" fill=\"%s\" fill-opacity=\"0.12\"/>%n", band, colour);
    text("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"/>%n", line, colour);
  }

  private static String point(StringBuilder path, double x, double y) {
    return String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x, y);
  }

  /** Names at the ends of their lines, pushed apart where they would cover each other. */
  private void labels(Comparison comparison, Scale y) {
    List<String> order =
        comparison.names().stream()
            .sorted((a, b) -> Double.compare(median(comparison, b), median(comparison, a)))
            .toList();
    double last = -LABEL_HEIGHT;
    for (String guide : order) {
      last = Math.max(last + LABEL_HEIGHT, y.at(median(comparison, guide)) + 4);
      text(
          "<text x=\"%d\" y=\"%.1f\" fill=\"%s\">%s</text>%n",
          WIDTH - RIGHT + 6, last, COLOURS.getOrDefault(guide, "#000000"), guide);
    }
  }

  private static double median(Comparison comparison, String guide) {
    return comparison.at(guide, comparison.end()).median();
  }

  private StringBuilder text(String format, Object... values) {
    return svg.append(String.format(Locale.ROOT, format, values));
  }

  /** From numbers to the picture. */
  private record Scale(double from, double to, double low, double high) {
    double at(double value) {
      double share = (Math.max(from, value) - from) / Math.max(1e-9, to - from);
      return low + share * (high - low);
    }

    /** Round numbers, four to nine of them. */
    double[] ticks() {
      double step = Math.pow(10, Math.floor(Math.log10(Math.max(1e-9, to - from) / 2)));
      while ((to - from) / step > 9) {
        step *= (to - from) / step > 18 ? 5 : 2;
      }
      double first = Math.ceil(from / step) * step;
      double[] ticks = new double[(int) Math.floor((to - first) / step) + 1];
      for (int i = 0; i < ticks.length; i++) {
        ticks[i] = first + i * step;
      }
      return ticks;
    }
  }
}
