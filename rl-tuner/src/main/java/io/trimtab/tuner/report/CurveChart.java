package io.trimtab.tuner.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Learning curves of one workload: for each agent the median over its seeds of the best ratio
 * measured so far, and the quartiles as thin lines.
 */
final class CurveChart {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 340;
  private static final Color CLEAR = new Color(255, 255, 255, 0);
  private static final Color INK = new Color(0x40, 0x46, 0x4f);
  private static final Color GRID = new Color(0xdd, 0xe1, 0xe6);
  private static final Color[] COLOURS = {
    new Color(0x1b, 0x9e, 0x5a),
    new Color(0x2f, 0x7f, 0xd1),
    new Color(0xe0, 0x8a, 0x1e),
    new Color(0x8e, 0x5b, 0xc4),
    new Color(0xd0, 0x30, 0x30),
    new Color(0x0b, 0x84, 0x95)
  };

  /** Coordinates come with fifteen digits; two place a point well within a pixel. */
  private static final Pattern DIGITS = Pattern.compile("(\\d\\.\\d\\d)\\d+");

  private CurveChart() {}

  /**
   * Draws the curves as an SVG element, without prologue.
   *
   * @param curves of each agent by name, one list of gains as log-ratios for each seed; at least
   *     one that is not empty
   */
  static String svg(Map<String, List<List<Double>>> curves, String label) {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart(curves), bytes, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String document = bytes.toString(StandardCharsets.UTF_8);
    String svg = DIGITS.matcher(document.substring(document.indexOf("<svg"))).replaceAll("$1");
    return "<svg role=\"img\" aria-label=\""
        + Html.escape(label)
        + "\""
        + svg.substring("<svg".length());
  }

  private static XYChart chart(Map<String, List<List<Double>>> curves) {
    XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle("trial").build();
    style(chart.getStyler());
    int colour = 0;
    for (Map.Entry<String, List<List<Double>>> entry : curves.entrySet()) {
      List<List<Double>> seeds = entry.getValue().stream().filter(c -> !c.isEmpty()).toList();
      int length = seeds.stream().mapToInt(List::size).max().orElse(0);
      if (length > 0) {
        Color own = COLOURS[colour % COLOURS.length];
        line(chart, entry.getKey(), quantiles(seeds, length, 0.5), own, 2.2f);
        if (seeds.size() > 2) {
          line(chart, entry.getKey() + " 25 %", quantiles(seeds, length, 0.25), own, 0.7f)
              .setShowInLegend(false);
          line(chart, entry.getKey() + " 75 %", quantiles(seeds, length, 0.75), own, 0.7f)
              .setShowInLegend(false);
        }
      }
      colour++;
    }
    return chart;
  }

  private static void style(XYStyler styler) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    styler.setBaseFont(font);
    styler.setChartBackgroundColor(CLEAR).setPlotBackgroundColor(CLEAR);
    styler.setLegendVisible(true).setLegendPosition(LegendPosition.InsideSE);
    styler.setLegendBackgroundColor(CLEAR).setLegendBorderColor(CLEAR).setLegendFont(font);
    styler.setChartFontColor(INK).setPlotBorderVisible(false).setChartTitleVisible(false);
    styler.setChartPadding(4);
    styler.setAxisTitleFont(font).setAxisTickLabelsFont(font).setAxisTickLabelsColor(INK);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1)).setPlotGridVerticalLinesVisible(false);
    styler.setAxisTicksMarksVisible(false).setLocale(Locale.ROOT);
    styler.setXAxisDecimalPattern("0").setXAxisMin(0.0);
    styler.setyAxisTickLabelsFormattingFunction(y -> Numbers.shortest(y) + "\u00d7");
    styler.setPlotContentSize(1);
  }

  /** After each trial, the quantile over the seeds; a seed that has ended keeps its last gain. */
  private static double[] quantiles(List<List<Double>> seeds, int length, double share) {
    double[] values = new double[length];
    Arrays.setAll(
        values,
        step -> {
          double[] now =
              seeds.stream()
                  .mapToDouble(c -> c.get(Math.min(step, c.size() - 1)))
                  .sorted()
                  .toArray();
          double place = share * (now.length - 1);
          int below = (int) place;
          int above = Math.min(now.length - 1, below + 1);
          return Math.exp(now[below] + (place - below) * (now[above] - now[below]));
        });
    return values;
  }

  private static XYSeries line(XYChart chart, String name, double[] y, Color colour, float width) {
    double[] x = new double[y.length];
    Arrays.setAll(x, i -> i + 1);
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Step);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    return series;
  }
}
