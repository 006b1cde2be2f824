package io.trimtab.daemon.report;

import io.trimtab.daemon.control.DaemonStatus.Gain;
import io.trimtab.daemon.decision.Decision;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.tuner.report.Html;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The decisions, newest first, each with what it follows from. */
final class DecisionList {
  /** Most that are listed. */
  static final int MOST = 500;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);

  private final Html html;
  private final ReportData data;
  private final GainMark mark;
  private final List<Decision> shown;
  private final Set<String> ids = new HashSet<>();

  DecisionList(Html html, ReportData data, GainMark mark) {
    this.html = html;
    this.data = data;
    this.mark = mark;
    List<Decision> all = data.decisions();
    this.shown = all.subList(Math.max(0, all.size() - MOST), all.size());
    shown.forEach(decision -> ids.add(decision.id()));
  }

  void write() {
    int left = data.decisions().size() - shown.size();
    if (left > 0) {
      html.element(
              "p",
              "The newest " + MOST + "; trimtab log has the " + left + " before them.",
              "class",
              "note")
          .line();
    }
    Optional<LocalDate> day = Optional.empty();
    html.open("div", "class", "decisions").line();
    for (int i = shown.size() - 1; i >= 0; i--) {
      Decision decision = shown.get(i);
      LocalDate its = LocalDate.ofInstant(decision.time(), data.zone());
      if (!day.equals(Optional.of(its))) {
        html.element("h3", DAY.format(its)).line();
        day = Optional.of(its);
      }
      entry(decision);
    }
    html.close().line();
  }

  private void entry(Decision decision) {
    String tone = tone(decision.kind());
    html.open("div", "class", "decision " + tone, "id", decision.id());
    html.element("span", TIME.format(decision.time().atZone(data.zone())), "class", "time");
    html.element("span", decision.kind().word(), "class", "kind " + tone);
    html.open("span", "class", "what").text(decision.summary());
    html.open("span", "class", "ids").text(" ");
    html.element("code", decision.id());
    decision.cause().ifPresent(this::cause);
    html.close().close();
    html.open("span", "class", "bought");
    Evidence.gain(decision).ifPresent(this::gain);
    html.close().close().line();
  }

  private void cause(String id) {
    html.text(" \u2190 ");
    if (ids.contains(id)) {
      html.open("a", "href", "#" + id).element("code", id).close();
    } else {
      html.element("code", id);
    }
  }

  private void gain(Gain gain) {
    html.trusted(mark.svg(gain)).element("span", GainMark.words(gain), "class", "words");
  }

  private static String tone(DecisionKind kind) {
    return switch (kind) {
      case COMMITTED, RECOVERED, RELEASED -> "good";
      case UNDONE, TRIPPED, IMPAIRED, REPLACED -> "bad";
      case YIELDED, REFUSED, FROZEN -> "warn";
      case TRIED, JUDGED, ADVISED, RESUMED, REASSERTED -> "calm";
      case STARTED, STOPPED, RELOADED, RECOGNISED, THAWED -> "quiet";
    };
  }
}
