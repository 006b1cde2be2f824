package io.trimtab.tuner.report;

import io.trimtab.tuner.efficiency.EfficiencyResult;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How fast agents learn, as a picture: for each agent the median over the seeds of what it would
 * deploy after so many trials, as a share of the best gain known, with a band from the lower to the
 * upper quartile. The number of trials is on a logarithmic axis.
 */
public final class EfficiencyChart {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 440;

  /** Lower than this is drawn at the bottom: an agent that would deploy a loss. */
  private static final double LOWEST = -0.25;

  /** Less than half a pixel. */
  private static final double SEEN = 0.001;

  private static final Color CLEAR = new Color(255, 255, 255, 0);
  private static final Color INK = new Color(0x40, 0x46, 0x4f);
  private static final Color GRID = new Color(0xdd, 0xe1, 0xe6);
  private static final int BAND = 0x30;

  private static final List<Color> COLOURS =
      List.of(
          new Color(0xd0, 0x30, 0x30),
          new Color(0x8c, 0x95, 0xa0),
          new Color(0x2f, 0x7f, 0xd1),
          new Color(0x8e, 0x5b, 0xc4),
          new Color(0xe0, 0x8a, 0x1e),
          new Color(0x1b, 0x9e, 0x5a));

  private static final Pattern DIGITS = Pattern.compile("(\\d\\.\\d\\d)\\d+");

  private final EfficiencyResult result;
  private final String workload;

  private EfficiencyChart(EfficiencyResult result, String workload) {
    this.result = result;
    this.workload = workload;
  }

  /** Draws one workload as an SVG element, without prologue. */
  public static String svg(EfficiencyResult result, String workload) {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(
          new EfficiencyChart(result, workload).chart(), bytes, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String document = bytes.toString(StandardCharsets.UTF_8);
    String svg = DIGITS.matcher(document.substring(document.indexOf("<svg"))).replaceAll("$1");
    String label = Html.escape("Learning curves on " + workload);
    return "<svg role=\"img\" aria-label=\"" + label + "\"" + svg.substring("<svg".length());
  }

  private XYChart chart() {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(workload)
            .xAxisTitle("trials")
            .yAxisTitle("share of the best gain known")
            .build();
    style(chart.getStyler());
    for (int i = 0; i < result.agents().size(); i++) {
      agent(chart, result.agents().get(i), COLOURS.get(i % COLOURS.size()));
    }
    return chart;
  }

  private void style(XYStyler styler) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    styler.setBaseFont(font);
    styler.setChartBackgroundColor(CLEAR).setPlotBackgroundColor(CLEAR);
    styler.setLegendPosition(LegendPosition.OutsideE).setLegendBorderColor(CLEAR);
    styler.setLegendBackgroundColor(CLEAR).setLegendFont(font).setChartFontColor(INK);
    styler.setPlotBorderVisible(false).setChartPadding(4);
    styler.setChartTitleFont(font).setChartTitleBoxVisible(false);
    styler.setAxisTitleFont(font).setAxisTickLabelsFont(font).setAxisTickLabelsColor(INK);
    styler.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotGridVerticalLinesVisible(false).setAxisTicksMarksVisible(false);
    styler.setAxisTickMarksColor(GRID).setLocale(Locale.ROOT);
    styler.setXAxisLogarithmic(true).setXAxisMin(1.0);
    styler.setXAxisMax(result.agents().stream().mapToDouble(result::budget).max().orElse(2));
    styler.setYAxisMin(LOWEST).setYAxisMax(1.05).setYAxisDecimalPattern("0.0");
    styler.setPlotContentSize(1);
  }

  /** The band is a polygon: along the upper quartile and back along the lower. */
  private void agent(XYChart chart, String agent, Color colour) {
    double[] low = result.shares(agent, workload, 0.25);
    double[] median = result.shares(agent, workload, 0.5);
    double[] high = result.shares(agent, workload, 0.75);
    Steps upper = Steps.of(high);
    Steps lower = Steps.of(low);
    List<Double> x = new ArrayList<>(upper.x());
    List<Double> y = new ArrayList<>(upper.y());
    for (int i = lower.x().size() - 1; i >= 0; i--) {
      x.add(lower.x().get(i));
      y.add(lower.y().get(i));
    }
    XYSeries band = chart.addSeries(agent + ", quartiles", x, y);
    band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea).setShowInLegend(false);
    band.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND));
    band.setMarker(SeriesMarkers.NONE);
    band.setLineStyle(SeriesLines.NONE);
    Steps middle = Steps.of(median);
    XYSeries line = chart.addSeries(agent, middle.x(), middle.y());
    line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    line.setMarker(SeriesMarkers.NONE);
    line.setLineColor(colour);
    line.setLineStyle(new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
  }

  /** A curve as a staircase, without the points in between that are on one level. */
  private record Steps(List<Double> x, List<Double> y) {
    static Steps of(double[] values) {
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (int i = 0; i < values.length; i++) {
        double value = Math.max(LOWEST, values[i]);
        boolean isNews = y.isEmpty() || Math.abs(y.get(y.size() - 1) - value) > SEEN;
        if (isNews && !y.isEmpty()) {
          x.add(i + 1.0);
          y.add(y.get(y.size() - 1));
        }
        if (isNews || i == values.length - 1) {
          x.add(i + 1.0);
          y.add(value);
        }
      }
      return new Steps(x, y);
    }
  }
}
