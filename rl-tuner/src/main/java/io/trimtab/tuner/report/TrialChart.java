package io.trimtab.tuner.report;

import io.trimtab.tuner.report.Looks.Look;
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
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The trials in their order: how each compared with the baseline, and the best so far. */
final class TrialChart {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 400;
  private static final int MARKER = 10;

  /** From this range on the ratios are drawn on a logarithmic axis. */
  private static final double LOG_FROM = 10;

  /** Room beyond the outermost trials, as a share of the range. */
  private static final double MARGIN = 0.08;

  private static final Color CLEAR = new Color(255, 255, 255, 0);
  private static final Color INK = new Color(0x40, 0x46, 0x4f);
  private static final Color GRID = new Color(0xdd, 0xe1, 0xe6);
  private static final Color BEST = new Color(0x1f, 0x29, 0x33);

  /** Coordinates come with fifteen digits; two place a point well within a pixel. */
  private static final Pattern DIGITS = Pattern.compile("(\\d\\.\\d\\d)\\d+");

  /** Least pixels between two ticks of the logarithmic axis, so that they fall on powers of two. */
  private static final int LOG_SPACING = 75;

  private final List<Trial> trials;
  private final double low;
  private final double high;
  private final boolean logarithmic;

  /** Where failed trials are marked, below all others. */
  private final double floor;

  private TrialChart(List<Trial> trials) {
    this.trials = trials;
    double[] ratios =
        DoubleStream.concat(DoubleStream.of(1), measured(trials).stream().mapToDouble(Trial::ratio))
            .toArray();
    double least = DoubleStream.of(ratios).min().orElseThrow();
    double most = DoubleStream.of(ratios).max().orElseThrow();
    logarithmic = most / least > LOG_FROM;
    double room = MARGIN * (height(most) - height(least)) + 0.02;
    floor = height(least) - room;
    low = floor - room / 2;
    high = height(most) + room;
  }

  /**
   * Where a ratio stands on the axis. XChart's own logarithmic axis ignores it when ticks are
   * labelled by a function, so the logarithm is taken here.
   */
  private double height(double ratio) {
    return logarithmic ? Math.log(ratio) / Math.log(2) : ratio;
  }

  private double ratio(double height) {
    return logarithmic ? Math.pow(2, height) : height;
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
    String svg = DIGITS.matcher(document.substring(document.indexOf("<svg"))).replaceAll("$1");
    return "<svg role=\"img\" aria-label=\"Ratio of each trial\"" + svg.substring("<svg".length());
  }

  private XYChart chart() {
    XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle("trial").build();
    style(chart.getStyler());
    line(
            chart,
            "baseline",
            new double[] {0, trials.size() + 1},
            new double[] {height(1), height(1)},
            INK)
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
    styler.setLegendVisible(false).setChartFontColor(INK).setMarkerSize(MARKER);
    styler.setPlotBorderVisible(false).setChartTitleVisible(false).setChartPadding(4);
    styler.setAxisTitleFont(font).setAxisTickLabelsFont(font).setAxisTickLabelsColor(INK);
    styler.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotGridVerticalLinesVisible(false).setAxisTicksMarksVisible(false);
    styler.setAxisTickMarksColor(GRID).setLocale(Locale.ROOT);
    styler.setXAxisMin(0.0).setXAxisMax(trials.size() + 1.0).setXAxisDecimalPattern("0");
    styler.setYAxisMin(low).setYAxisMax(high);
    styler.setyAxisTickLabelsFormattingFunction(y -> Numbers.shortest(ratio(y)) + "\u00d7");
    if (logarithmic) {
      styler.setYAxisTickMarkSpacingHint(LOG_SPACING);
    }
    styler.setPlotContentSize(1);
  }

  private void bestSoFar(XYChart chart) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    double best = 0;
    for (Trial trial : measured(trials)) {
      if (trial.ratio() > best) {
        if (best > 0) {
          x.add((double) trial.number());
          y.add(height(best));
        }
        best = trial.ratio();
        x.add((double) trial.number());
        y.add(height(best));
      }
    }
    if (best > 0) {
      x.add(trials.size() + 1.0);
      y.add(height(best));
      line(chart, "best so far", array(x), array(y), BEST)
          .setLineStyle(new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    }
  }

  private void points(XYChart chart, Reason reason) {
    List<Trial> some = measured(trials).stream().filter(trial -> trial.reason() == reason).toList();
    if (!some.isEmpty()) {
      double[] heights = some.stream().mapToDouble(trial -> height(trial.ratio())).toArray();
      scatter(chart, reason.name(), some, heights, Looks.of(reason));
    }
  }

  private void failed(XYChart chart) {
    List<Trial> some =
        trials.stream().filter(trial -> trial.outcome() instanceof Outcome.Failed).toList();
    if (!some.isEmpty()) {
      double[] floors = some.stream().mapToDouble(trial -> floor).toArray();
      scatter(chart, "failed", some, floors, Looks.FAILED);
    }
  }

  private static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color colour) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    return series;
  }

  private static void scatter(XYChart chart, String name, List<Trial> some, double[] y, Look look) {
    double[] x = some.stream().mapToDouble(Trial::number).toArray();
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(look.marker());
    series.setMarkerColor(look.colour());
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
