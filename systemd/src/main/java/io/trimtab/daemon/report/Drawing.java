package io.trimtab.daemon.report;

import io.trimtab.tuner.report.Html;
import java.util.Locale;

/** An SVG that is drawn by hand; its colours come from the page's style sheet. */
final class Drawing {
  private final Html svg = new Html();

  Drawing(String style, String label, double width, double height) {
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        style,
        "role",
        "img",
        "aria-label",
        label,
        "viewBox",
        "0 0 " + at(width) + " " + at(height));
  }

  Drawing line(String style, double x1, double y1, double x2, double y2) {
    svg.empty("line", "class", style, "x1", at(x1), "y1", at(y1), "x2", at(x2), "y2", at(y2));
    return this;
  }

  Drawing path(String style, String d) {
    svg.empty("path", "class", style, "d", d);
    return this;
  }

  Drawing circle(String style, double x, double y, double radius) {
    svg.empty("circle", "class", style, "cx", at(x), "cy", at(y), "r", at(radius));
    return this;
  }

  /** A bar, with what a pointer that rests on it is told. */
  Drawing bar(String style, String title, double x, double y, double width, double height) {
    svg.open(
        "rect",
        "class",
        style,
        "x",
        at(x),
        "y",
        at(y),
        "width",
        at(Math.max(1.5, width)),
        "height",
        at(height),
        "rx",
        "2");
    svg.element("title", title).close();
    return this;
  }

  Drawing text(String style, double x, double y, String text) {
    svg.element("text", text, "class", style, "x", at(x), "y", at(y));
    return this;
  }

  String finish() {
    return svg.close().toString();
  }

  /** A coordinate; a tenth of a pixel is enough. */
  static String at(double coordinate) {
    return String.format(Locale.ROOT, "%.1f", coordinate);
  }

  /** A text that fits into a width, by the size of its letters; empty if next to nothing does. */
  static String fitting(String text, double width, double letter) {
    int most = (int) (width / letter);
    if (text.length() <= most) {
      return text;
    }
    return most < 4 ? "" : text.substring(0, most - 1) + "\u2026";
  }
}
