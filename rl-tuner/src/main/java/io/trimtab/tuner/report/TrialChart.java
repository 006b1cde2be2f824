package io.trimtab.tuner.report;

import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Reason;
import io.trimtab.tuner.tune.Trial;
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
import java.util.Map;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The trials in their order: how each compared with the baseline, and the best so far. */
final class TrialChart {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 430;

  /** From this range on the ratios are drawn on a logarithmic axis. */
  private static final double LOG_FROM = 10;

  /** Room beyond the outermost trials, as a share of the range. */
  private static final double MARGIN = 0.08;

  private static final Color CLEAR = new Color(255, 255, 255, 0);
  private static final Color INK = new Color(0x40, 0x46, 0x4f);
  private static final Color GRID = new Color(0xdd, 0xe1, 0xe6);
  private static final Color BEST = new Color(0x1f, 0x29, 0x33);
  private static final Color FAILED = new Color(0xd0, 0x30, 0x30);

  private record Look(Color colour, Marker marker) {}

  private static final Map<Reason, Look> LOOKS =
      Map.of(
          Reason.SCREEN_GROUP, new Look(new Color(0x8c, 0x95, 0xa0), SeriesMarkers.SQUARE),
          Reason.SCREEN_SINGLE, new Look(new Color(0x2f, 0x7f, 0xd1), SeriesMarkers.CIRCLE),
          Reason.SURROGATE, new Look(new Color(0x1b, 0x9e, 0x5a), SeriesMarkers.DIAMOND),
          Reason.NEIGHBOUR, new Look(new Color(0x8e, 0x5b, 0xc4), SeriesMarkers.TRIANGLE_UP),
          Reason.RANDOM, new Look(new Color(0xe0, 0x8a, 0x1e), SeriesMarkers.TRIANGLE_DOWN),
          Reason.CONFIRM, new Look(new Color(0x0f, 0xa3, 0xb1), SeriesMarkers.PLUS));

  private final List<Trial> trials;
  private final double low;
  private final double high;
  private final boolean logarithmic;

  private TrialChart(List<Trial> trials) {
    this.trials = trials;
    double least = 1;
    double most = 1;
    for (Trial trial : measured(trials)) {
      least = Math.min(least, trial.ratio());
      most = Math.max(most, trial.ratio());
    }
    logarithmic = most / least > LOG_FROM;
    double room = logarithmic ? Math.pow(most / least, MARGIN) : MARGIN * (most - least) + 0.01;
    low = logarithmic ? least / room : Math.max(0, least - room);
    high = logarithmic ? most * room : most + room;
  }

  /** Draws at least one trial as an SVG element, without prologue. */
  static String svg(List<Trial> trials) {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(
          new TrialChart(trials).chart(), bytes, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String document = bytes.toString(StandardCharsets.UTF_8);
    return document.substring(document.indexOf("<svg"));
  }

  private XYChart chart() {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle("trial")
            .yAxisTitle("times better than the baseline")
            .build();
    style(chart.getStyler());
    line(chart, "baseline", new double[] {0, trials.size() + 1}, new double[] {1, 1}, INK)
        .setLineStyle(dashed());
    bestSoFar(chart);
    for (Reason reason : Reason.values()) {
      points(chart, reason);
    }
    failed(chart);
    return chart;
  }

  private void style(XYStyler styler) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    styler.setBaseFont(font);
    styler.setChartBackgroundColor(CLEAR).setPlotBackgroundColor(CLEAR);
    styler.setLegendBackgroundColor(CLEAR).setLegendBorderColor(CLEAR).setLegendFont(font);
    styler.setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
    styler.setLegendSeriesLineLength(18).setChartFontColor(INK).setMarkerSize(9);
    styler.setPlotBorderVisible(false).setChartTitleVisible(false).setChartPadding(4);
    styler.setAxisTitleFont(font).setAxisTickLabelsFont(font).setAxisTickLabelsColor(INK);
    styler.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotGridVerticalLinesVisible(false).setAxisTicksMarksVisible(false);
    styler.setAxisTickMarksColor(GRID).setLocale(Locale.ROOT);
    styler.setXAxisMin(0.0).setXAxisMax(trials.size() + 1.0).setXAxisDecimalPattern("0");
    styler.setYAxisMin(low).setYAxisMax(high).setYAxisLogarithmic(logarithmic);
    styler.setyAxisTickLabelsFormattingFunction(Numbers::times);
  }

  private void bestSoFar(XYChart chart) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    double best = 0;
    for (Trial trial : measured(trials)) {
      if (trial.ratio() > best) {
        if (best > 0) {
          x.add((double) trial.number());
          y.add(best);
        }
        best = trial.ratio();
        x.add((double) trial.number());
        y.add(best);
      }
    }
    if (best > 0) {
      x.add(trials.size() + 1.0);
      y.add(best);
      line(chart, "best so far", array(x), array(y), BEST)
          .setLineStyle(new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    }
  }

  private void points(XYChart chart, Reason reason) {
    List<Trial> some = measured(trials).stream().filter(trial -> trial.reason() == reason).toList();
    if (!some.isEmpty()) {
      Look look = LOOKS.get(reason);
      scatter(
          chart,
          Reasons.words(reason),
          some,
          some.stream().mapToDouble(Trial::ratio).toArray(),
          look.colour(),
          look.marker());
    }
  }

  private void failed(XYChart chart) {
    List<Trial> some =
        trials.stream().filter(trial -> trial.outcome() instanceof Outcome.Failed).toList();
    if (!some.isEmpty()) {
      double[] floor = some.stream().mapToDouble(trial -> low).toArray();
      scatter(chart, "failed", some, floor, FAILED, SeriesMarkers.CROSS);
    }
  }

  private static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color colour) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    return series;
  }

  private static void scatter(
      XYChart chart, String name, List<Trial> some, double[] y, Color colour, Marker marker) {
    double[] x = some.stream().mapToDouble(Trial::number).toArray();
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(marker);
    series.setMarkerColor(colour);
  }

  private static BasicStroke dashed() {
    return new BasicStroke(
        1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0);
  }

  private static List<Trial> measured(List<Trial> trials) {
    return trials.stream().filter(trial -> trial.outcome() instanceof Outcome.Measured).toList();
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
