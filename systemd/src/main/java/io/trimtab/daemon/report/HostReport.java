package io.trimtab.daemon.report;

import io.trimtab.daemon.control.DaemonStatus.Gain;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.tuner.report.Html;
import io.trimtab.tuner.report.Numbers;
import io.trimtab.tuner.report.PageHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a host did and what the daemon did about it, as one HTML page that needs nothing else: no
 * network, no script, no font.
 */
public final class HostReport {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);

  private final ReportData data;
  private final List<Span> spans;
  private final Map<String, Double> workloads;
  private final List<Bought> bought;
  private final Html html = new Html();

  private HostReport(ReportData data) {
    this.data = data;
    this.spans = Timeline.of(data);
    this.workloads = Timeline.workloads(spans);
    this.bought = Bought.of(data, spans);
  }

  /** Renders the report as a page. */
  public static String html(ReportData data) {
    return new HostReport(data).page();
  }

  private String page() {
    Headline headline = Headline.of(data, bought);
    html.trusted("<!DOCTYPE html>\n").open("html", "lang", "en").line();
    PageHead.write(
        html, headline.title() + " \u00b7 " + data.host(), "Trimtab " + data.version(), style());
    html.open("body").line().open("main").line();
    top(headline);
    tiles();
    timeline();
    bought();
    decisions();
    method();
    html.element("footer", "Trimtab " + data.version() + " \u00b7 " + moment(data.to())).line();
    return html.close().close().close().line().toString();
  }

  private void top(Headline headline) {
    html.open("header").element("p", "Trimtab report", "class", "brand");
    html.element("p", data.host(), "class", "command host");
    html.open("p", "class", "where").element("span", "Linux " + data.kernel());
    html.element(
        "span", MOMENT.format(data.from().atZone(data.zone())) + " \u2013 " + moment(data.to()));
    html.close().close().line();
    html.open("div", "class", "verdict " + headline.tone());
    html.element("h1", headline.title()).element("p", headline.detail()).close().line();
  }

  private String moment(Instant time) {
    return MOMENT.format(time.atZone(data.zone())) + " " + zone(time);
  }

  private String zone(Instant time) {
    return DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH)
        .format(time.atZone(data.zone()))
        .replaceFirst("^Z$", "UTC");
  }

  private void tiles() {
    html.open("div", "class", "tiles").line();
    workloads.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .ifPresent(
            most -> {
              double whole = workloads.values().stream().mapToDouble(Double::doubleValue).sum();
              tile("Mostly", most.getKey(), Numbers.percent(most.getValue() / whole));
            });
    tile("Trials", count(DecisionKind.TRIED), count(DecisionKind.REFUSED) + " refused");
    long still = bought.stream().filter(Bought::isInForce).count();
    tile("Kept", Integer.toString(bought.size()), still + " in force");
    tile("Undone", count(DecisionKind.UNDONE), count(DecisionKind.RECOVERED) + " recovered");
    tile("Given up", count(DecisionKind.YIELDED), "set by others");
    long trips = Headline.count(data, DecisionKind.TRIPPED);
    if (trips > 0) {
      tile("Guard", Long.toString(trips), trips == 1 ? "trip" : "trips");
    }
    double held = seconds(Span.Kind.HELD);
    if (held > 0) {
      tile("Held back", Numbers.duration(held), "nothing tried");
    }
    html.close().line();
  }

  private String count(DecisionKind kind) {
    return Long.toString(Headline.count(data, kind));
  }

  private double seconds(Span.Kind kind) {
    return spans.stream()
        .filter(span -> span.kind() == kind)
        .mapToDouble(span -> Duration.between(span.from(), span.to()).toMillis() / 1e3)
        .sum();
  }

  private void tile(String name, String value, String note) {
    html.open("div", "class", "tile").element("p", name, "class", "name");
    html.element("p", value, "class", "number").element("p", note, "class", "note");
    html.close().line();
  }

  private void timeline() {
    List<String> names = List.copyOf(workloads.keySet());
    TimelineChart chart = new TimelineChart(data, spans, names);
    section("Over time");
    html.open("figure").line().trusted(chart.svg());
    html.open("p", "class", "legend");
    double whole = Math.max(1, workloads.values().stream().mapToDouble(Double::doubleValue).sum());
    for (int i = 0; i < names.size(); i++) {
      String share = Numbers.percent(workloads.getOrDefault(names.get(i), 0.0) / whole);
      key("work w" + i % TimelineChart.COLOURS, names.get(i) + " " + share);
    }
    html.empty("br");
    key("tried", "on trial");
    key("kept", "in force");
    key("yielded", "left alone, set by others");
    if (spans.stream().anyMatch(span -> span.kind() == Span.Kind.HELD)) {
      key("held", "nothing tried");
    }
    if (spans.stream().anyMatch(span -> span.kind() == Span.Kind.ABSENT)) {
      key("absent", "no daemon");
    }
    html.close().line().element("figcaption", caption(chart)).close().close().line();
  }

  private String caption(TimelineChart chart) {
    String pressure =
        data.pressure().isEmpty()
            ? "No recording of this time was found, so that pressure is not shown."
            : "Pressure: time that tasks spend, running and stalled, for each unit of progress, as"
                + " a multiple of its median over "
                + PressureCurve.describe(data)
                + "; lower is better. The band holds nine in ten readings.";
    return chart.hidden() == 0
        ? pressure
        : pressure + " " + chart.hidden() + " more tunables are in the list of decisions.";
  }

  private void key(String style, String words) {
    html.open("span").open("i", "class", style).close().text(" " + words).close().text(" ");
  }

  private void bought() {
    if (bought.isEmpty()) {
      return;
    }
    section("What it bought");
    html.open("table", "class", "keeping").line().open("thead").open("tr");
    for (String head : List.of("Configuration", "Gain, 95 % interval", "Work", "In force")) {
      html.element("th", head);
    }
    html.close().close().line().open("tbody").line();
    GainMark mark = mark();
    bought.stream()
        .sorted(Comparator.comparing((Bought one) -> one.decision().time()).reversed())
        .forEach(one -> row(one, mark));
    html.close().close().close().line();
  }

  private void row(Bought one, GainMark mark) {
    html.open("tr").open("td");
    if (one.settings().isEmpty()) {
      html.element("code", one.decision().subject());
    }
    one.settings()
        .forEach(
            (name, value) ->
                html.open("span", "class", "change")
                    .element("code", name)
                    .text(" ")
                    .element("b", value)
                    .close()
                    .text(" "));
    html.close().open("td", "class", "bought");
    Optional<Gain> gain = one.gain();
    if (gain.isPresent()) {
      html.trusted(mark.svg(gain.get()));
      html.element("span", GainMark.words(gain.get()), "class", "words");
    } else {
      html.text("not measured");
    }
    html.close().element("td", one.decision().workload()).open("td");
    html.text("since " + MOMENT.format(one.decision().time().atZone(data.zone())));
    one.until().ifPresent(end -> html.text(", until " + MOMENT.format(end.atZone(data.zone()))));
    html.text(" ").open("a", "href", "#" + one.decision().id());
    html.element("code", one.decision().id()).close().close().close().line();
  }

  private GainMark mark() {
    return new GainMark(
        data.decisions().stream().map(Evidence::gain).flatMap(Optional::stream).toList());
  }

  private void decisions() {
    section("Decisions");
    if (data.decisions().isEmpty()) {
      html.element("p", "There are none in this time.", "class", "note");
    }
    new DecisionList(html, data, mark()).write();
    html.close().line();
  }

  private void method() {
    section("How to read it");
    html.element(
        "p",
        "A trial puts a candidate and the values that it would replace in force in turn, in blocks,"
            + " and compares them pair by pair. A gain is how many times better the goal was under"
            + " the candidate; its interval holds however often one looks. What is kept stays under"
            + " watch, and is undone when the goal falls back. trimtab explain ID tells the whole"
            + " chain behind one decision.");
    html.close().line();
  }

  private void section(String title) {
    html.open("section").line().element("h2", title).line();
  }

  private static String style() {
    try (InputStream in =
        Objects.requireNonNull(HostReport.class.getResourceAsStream("host.css"), "host.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
