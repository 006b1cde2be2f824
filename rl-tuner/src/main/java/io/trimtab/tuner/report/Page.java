package io.trimtab.tuner.report;

import io.trimtab.tuner.search.Importance;
import io.trimtab.tuner.search.Importance.Evidence;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.search.Reason;
import io.trimtab.tuner.tune.Trial;
import io.trimtab.tuner.tune.TuneResult;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page as a whole: its head, its sections in order, its foot. */
final class Page {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final TuneResult result;
  private final ReportContext context;
  private final Html html = new Html();

  Page(TuneResult result, ReportContext context) {
    this.result = result;
    this.context = context;
  }

  String html() {
    Conclusion conclusion = Conclusion.of(result);
    html.trusted("<!DOCTYPE html>\n").open("html", "lang", "en").line();
    head(conclusion);
    html.open("body").line().open("main").line();
    new SummarySection(html, result, context).write(conclusion);
    new BestSection(html, result, context).write();
    trialChart();
    effectChart();
    new TrialTable(html, result).write();
    leftOut();
    method();
    foot();
    return html.close().close().close().line().toString();
  }

  private void head(Conclusion conclusion) {
    PageHead.write(
        html,
        conclusion.headline() + " \u00b7 " + context.command(),
        "Trimtab " + context.version());
  }

  private void trialChart() {
    if (result.trials().isEmpty()) {
      return;
    }
    section("Trials over time");
    html.open("figure").line();
    try {
      String chart = TrialChart.svg(result.trials());
      html.element("p", "times better than the baseline", "class", "axis").line();
      html.trusted(chart);
      legend();
    } catch (RuntimeException | LinkageError | InternalError e) {
      // Laying out labels takes fonts, and a bare server may have none.
      html.element(
          "p",
          "Java could not draw this chart, most likely for want of fonts (Debian:"
              + " fonts-dejavu-core); the table of trials has the same numbers.",
          "class",
          "note");
    }
    html.element(
        "figcaption",
        "Every trial is one block against the baseline, so a single point can be lucky;"
            + " the verdict rests on fresh blocks measured afterwards.");
    html.close().close().line();
  }

  private void legend() {
    List<Trial> trials = result.trials();
    html.open("p", "class", "legend");
    for (Reason reason : Reason.values()) {
      if (trials.stream().anyMatch(trial -> trial.reason() == reason)) {
        key(Looks.of(reason), Reasons.words(reason));
      }
    }
    if (trials.stream().anyMatch(trial -> trial.outcome() instanceof Outcome.Failed)) {
      key(Looks.FAILED, "failed");
    }
    html.open("span").element("b", "\u2501").text(" best so far").close();
    html.open("span").element("b", "\u254c").text(" baseline").close().close().line();
  }

  private void key(Looks.Look look, String words) {
    html.open("span").element("b", look.sign(), "style", look.css());
    html.text(" " + words).close().text(" ");
  }

  private void effectChart() {
    List<Importance> known = EffectChart.known(result.importance());
    if (known.isEmpty()) {
      return;
    }
    section("Effect of each tunable");
    html.open("figure").line().trusted(EffectChart.svg(known));
    StringBuilder caption =
        new StringBuilder("Largest effect that was seen, with its 95 % interval.");
    if (known.stream().anyMatch(i -> i.evidence() == Evidence.GROUP)) {
      caption.append(
          " Hollow and dashed: the tunable was only moved with a group, and the effect is the"
              + " whole group's.");
    }
    if (known.size() > EffectChart.MOST) {
      caption
          .append(" ")
          .append(known.size() - EffectChart.MOST)
          .append(" smaller ones not shown.");
    }
    int unknown = result.importance().size() - known.size();
    if (unknown > 0) {
      caption.append(" Not tried before the session ended: ").append(unknown).append(".");
    }
    html.element("figcaption", caption.toString()).close().close().line();
  }

  private void leftOut() {
    if (context.leftOut().isEmpty()) {
      return;
    }
    section("Left out");
    Map<String, List<String>> byReason =
        context.leftOut().entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    TreeMap::new,
                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    html.open("dl", "class", "left-out");
    byReason.forEach(
        (reason, names) -> {
          html.element("dt", reason).open("dd");
          names.forEach(name -> html.element("code", name).text(" "));
          html.close().line();
        });
    html.close().close().line();
  }

  private void method() {
    section("How it was measured");
    html.element(
        "p",
        "Baseline (A) and candidate (B) were run in turn in blocks of four, A B B A or B A A B, so"
            + " that a machine that slowly drifts favours neither. Each block gives one paired"
            + " log-ratio, and an anytime-valid confidence sequence over the blocks gives the"
            + " interval, which holds however often one looks and whenever one stops. The best of"
            + " the search are raced against each other, and since the one that is picked for"
            + " looking best is flattered by that, it is measured again on fresh blocks, on which"
            + " alone the verdict rests.");
    html.close().line();
  }

  private void foot() {
    html.open("footer");
    html.text(
        "Trimtab "
            + context.version()
            + " \u00b7 "
            + DATE.format(context.date())
            + " \u00b7 seed "
            + context.seed());
    html.close().line();
  }

  private void section(String title) {
    html.open("section").line().element("h2", title).line();
  }
}
