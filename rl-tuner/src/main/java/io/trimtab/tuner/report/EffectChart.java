package io.trimtab.tuner.report;

import io.trimtab.tuner.search.Importance;
import io.trimtab.tuner.search.Importance.Evidence;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The effect of each tunable with its interval, one row each, largest first. Drawn by hand rather
 * than with XChart, which has no horizontal error bars; the colours come from the page's style
 * sheet.
 */
final class EffectChart {
  /** Most rows that are drawn. */
  static final int MOST = 15;

  private static final int WIDTH = 960;
  private static final int LEFT = 330;
  private static final int RIGHT = 100;
  private static final int ROW = 28;
  private static final int TOP = 12;
  private static final int AXIS = 34;
  private static final int LONGEST_NAME = 42;

  /** Ratios that make good ticks; those inside the range are used. */
  private static final double[] TICKS = {
    0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.8, 0.9, 0.95, 0.98, 1, 1.02, 1.05, 1.1, 1.25, 2, 5, 10, 20,
    50, 100, 200, 500, 1000
  };

  private static final double LEAST_TICK_GAP = 48;

  private final List<Importance> shown;
  private final double low;
  private final double high;
  private final Html svg = new Html();

  private EffectChart(List<Importance> shown) {
    this.shown = shown;
    double[] ends =
        shown.stream()
            .flatMapToDouble(i -> DoubleStream.of(i.low(), i.high(), i.effect(), 0))
            .filter(Double::isFinite)
            .toArray();
    double least = DoubleStream.of(ends).min().orElse(0);
    double most = DoubleStream.of(ends).max().orElse(0);
    double room = Math.max(0.01, 0.06 * (most - least));
    low = least - room;
    high = most + room;
  }

  /** Those of which something is known, largest effect first. */
  static List<Importance> known(List<Importance> importance) {
    return importance.stream()
        .filter(i -> i.evidence() != Evidence.NONE && Double.isFinite(i.effect()))
        .sorted(Comparator.comparingDouble((Importance i) -> -Math.abs(i.effect())))
        .toList();
  }

  /** Draws at least one known effect as an SVG element. */
  static String svg(List<Importance> known) {
    return new EffectChart(known.subList(0, Math.min(MOST, known.size()))).draw();
  }

  private String draw() {
    int bottom = TOP + ROW * shown.size();
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "effects",
        "role",
        "img",
        "aria-label",
        "Effect of each tunable with its interval",
        "viewBox",
        "0 0 " + WIDTH + " " + (bottom + AXIS));
    axis(bottom);
    for (int i = 0; i < shown.size(); i++) {
      row(shown.get(i), TOP + ROW * i + ROW / 2.0);
    }
    return svg.close().toString();
  }

  private void axis(int bottom) {
    double last = Double.NEGATIVE_INFINITY;
    for (double tick : TICKS) {
      double log = Math.log(tick);
      boolean crowds = Math.abs(x(log) - x(0)) < LEAST_TICK_GAP || x(log) - last < LEAST_TICK_GAP;
      if (log < low || log > high || (tick != 1 && crowds)) {
        continue;
      }
      last = x(log);
      line(x(log), TOP, x(log), bottom, tick == 1 ? "one" : "grid");
      label(x(log), bottom + 18, Numbers.shortest(tick) + "\u00d7", "tick");
    }
  }

  private void row(Importance importance, double y) {
    svg.line().open("g", "class", tone(importance));
    svg.element("title", describe(importance));
    svg.empty(
        "rect",
        "class",
        "row",
        "x",
        "0",
        "y",
        at(y - ROW / 2.0),
        "width",
        at(WIDTH),
        "height",
        at(ROW));
    boolean group = importance.evidence() == Evidence.GROUP;
    label(LEFT - 14, y + 4.5, shorten(importance.dimension()) + (group ? " (group)" : ""), "name");
    double from = x(Double.isFinite(importance.low()) ? importance.low() : low);
    double to = x(Double.isFinite(importance.high()) ? importance.high() : high);
    line(from, y, to, y, group ? "span group" : "span");
    end(from, y, Double.isFinite(importance.low()), -1);
    end(to, y, Double.isFinite(importance.high()), 1);
    svg.empty(
        "circle",
        "class",
        group ? "dot group" : "dot",
        "cx",
        at(x(importance.effect())),
        "cy",
        at(y),
        "r",
        "5.5");
    label(WIDTH - 4, y + 4.5, Numbers.times(Math.exp(importance.effect())), "value");
    svg.close();
  }

  /** A bar where the interval ends, an arrow where it does not. */
  private void end(double x, double y, boolean finite, int side) {
    if (finite) {
      line(x, y - 5, x, y + 5, "span");
    } else {
      svg.empty(
          "path",
          "class",
          "span",
          "d",
          "M"
              + at(x - 6 * side)
              + " "
              + at(y - 5)
              + "L"
              + at(x)
              + " "
              + at(y)
              + "L"
              + at(x - 6 * side)
              + " "
              + at(y + 5));
    }
  }

  private void line(double x1, double y1, double x2, double y2, String style) {
    svg.empty("line", "class", style, "x1", at(x1), "y1", at(y1), "x2", at(x2), "y2", at(y2));
  }

  private void label(double x, double y, String text, String style) {
    svg.element("text", text, "class", style, "x", at(x), "y", at(y));
  }

  private double x(double log) {
    return LEFT + (WIDTH - LEFT - RIGHT) * (log - low) / (high - low);
  }

  private static String at(double coordinate) {
    return String.format(Locale.ROOT, "%.1f", coordinate);
  }

  private static String tone(Importance importance) {
    if (importance.low() > 0) {
      return "good";
    }
    return importance.high() < 0 ? "bad" : "neutral";
  }

  private static String describe(Importance importance) {
    String evidence =
        importance.evidence() == Evidence.GROUP
            ? "moved with a group: the effect is the whole group's"
            : "moved alone";
    return importance.dimension()
        + ": "
        + Numbers.times(Math.exp(importance.effect()))
        + ", 95 % interval "
        + end(importance.low())
        + " to "
        + end(importance.high())
        + "; "
        + evidence;
  }

  private static String end(double log) {
    return Double.isFinite(log) ? Numbers.times(Math.exp(log)) : "unknown";
  }

  private static String shorten(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "\u2026";
  }
}
