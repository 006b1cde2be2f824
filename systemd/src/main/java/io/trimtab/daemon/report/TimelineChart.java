package io.trimtab.daemon.report;

import io.trimtab.daemon.report.Span.Kind;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the host did, how well it did it, and which tunables were turned, over one another. */
final class TimelineChart {
  /** Colours that there are for workload classes; more share them. */
  static final int COLOURS = 8;

  private static final double WIDTH = 960;
  private static final double LEFT = 218;
  private static final double RIGHT = WIDTH - 24;
  private static final double LANE = 30;
  private static final double BAR = 20;
  private static final double CURVE = 118;
  private static final double GAP = 14;
  private static final double AXIS = 26;
  private static final double SMALL = 6.6;
  private static final double CODE = 7.3;
  private static final int MOST_TUNABLES = 24;

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);

  private final ReportData data;
  private final List<Span> spans;
  private final List<String> workloads;
  private final PressureCurve curve;
  private final Map<String, List<Span>> tunables = new LinkedHashMap<>();
  private final TimeAxis axis;

  /**
   * @param workloads the classes in the order of their colours
   */
  TimelineChart(ReportData data, List<Span> spans, List<String> workloads) {
    this.data = data;
    this.spans = spans;
    this.workloads = workloads;
    this.curve = new PressureCurve(data);
    this.axis = new TimeAxis(data.from(), data.to(), data.zone(), LEFT, RIGHT);
    for (Span span : spans) {
      if (span.kind() == Kind.TRIED || span.kind() == Kind.KEPT || span.kind() == Kind.YIELDED) {
        tunables.computeIfAbsent(span.subject(), name -> new ArrayList<>()).add(span);
      }
    }
  }

  /** Tunables that are not shown, for want of room. */
  int hidden() {
    return Math.max(0, tunables.size() - MOST_TUNABLES);
  }

  String svg() {
    List<String> names = tunables.keySet().stream().limit(MOST_TUNABLES).toList();
    double curveTop = 4 + LANE + GAP;
    double rows = curve.isEmpty() ? curveTop : curveTop + CURVE + GAP;
    double bottom = rows + LANE * names.size();
    Drawing drawing =
        new Drawing("timeline", "Work, pressure and tunables over time", WIDTH, bottom + AXIS);
    for (TimeAxis.Tick tick : axis.ticks()) {
      drawing.line("grid", tick.x(), 4, tick.x(), bottom);
      drawing.text("tick", tick.x(), bottom + 18, tick.label());
    }
    backdrop(drawing, bottom);
    drawing.text("name", LEFT - 14, 4 + LANE / 2 + 4, "work");
    of(Kind.WORKLOAD, spans).forEach(span -> workload(drawing, span, 4));
    if (!curve.isEmpty()) {
      drawing.text("name", LEFT - 52, curveTop + CURVE / 2 + 4, "pressure");
      curve.draw(drawing, axis, data, curveTop, curveTop + CURVE);
    }
    for (int i = 0; i < names.size(); i++) {
      row(drawing, names.get(i), rows + LANE * i);
    }
    return drawing.finish();
  }

  private static List<Span> of(Kind kind, List<Span> spans) {
    return spans.stream().filter(span -> span.kind() == kind).toList();
  }

  /** Behind all lanes: when no daemon ran, and when it held back. */
  private void backdrop(Drawing drawing, double bottom) {
    for (Span span : spans) {
      if (span.kind() == Kind.ABSENT || span.kind() == Kind.HELD) {
        boolean isAbsent = span.kind() == Kind.ABSENT;
        String what = isAbsent ? "the daemon did not run" : span.subject() + ": " + span.note();
        bar(drawing, isAbsent ? "absent" : "held", what, span, 4, bottom - 4);
      }
    }
  }

  private void workload(Drawing drawing, Span span, double top) {
    String style = "w" + Math.max(0, workloads.indexOf(span.subject())) % COLOURS;
    bar(drawing, "work " + style, span.subject(), span, top + (LANE - BAR) / 2, BAR);
    label(drawing, "inside", span, span.subject(), top + LANE / 2 + 4, SMALL);
  }

  private void row(Drawing drawing, String name, double top) {
    double middle = top + LANE / 2;
    drawing.text("name code", LEFT - 14, middle + 4, Drawing.fitting(name, LEFT - 18, CODE));
    drawing.line("rest", LEFT, middle, RIGHT, middle);
    List<Span> own = tunables.getOrDefault(name, List.of());
    for (Kind kind : List.of(Kind.YIELDED, Kind.KEPT, Kind.TRIED)) {
      for (Span span : of(kind, own)) {
        double height = kind == Kind.TRIED ? BAR - 8 : BAR;
        String style = kind.name().toLowerCase(Locale.ROOT);
        bar(drawing, style, name + " " + words(span), span, middle - height / 2, height);
        if (kind != Kind.TRIED) {
          label(drawing, "value " + style, span, span.note(), middle + 4, CODE);
        }
      }
    }
  }

  private static String words(Span span) {
    String value = span.note().isEmpty() ? "" : " " + span.note();
    return switch (span.kind()) {
      case KEPT -> "in force:" + value;
      case TRIED -> "on trial:" + value;
      default -> "left alone" + value;
    };
  }

  private void bar(
      Drawing drawing, String style, String what, Span span, double top, double height) {
    double x = axis.x(span.from());
    String title = what + "\n" + clock(span.from()) + " \u2013 " + clock(span.to());
    String id = span.decision().isEmpty() ? "" : "\n" + span.decision();
    drawing.bar(style, title + id, x, top, axis.x(span.to()) - x, height);
  }

  private void label(
      Drawing drawing, String style, Span span, String text, double y, double letter) {
    double x = axis.x(span.from());
    String fitting = Drawing.fitting(text, axis.x(span.to()) - x - 10, letter);
    if (!fitting.isEmpty()) {
      drawing.text(style, x + 6, y, fitting);
    }
  }

  private String clock(Instant time) {
    return CLOCK.format(time.atZone(data.zone()));
  }
}
