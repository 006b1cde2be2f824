package io.trimtab.tuner.report;

import io.trimtab.tuner.measure.Direction;
import io.trimtab.tuner.measure.Drift;
import io.trimtab.tuner.measure.Judgement;
import io.trimtab.tuner.measure.Verdict;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.tune.TuneResult;
import java.util.Locale;

/** The top of the page: what was tuned for, the verdict, the key numbers. */
final class SummarySection {
  private final Html html;
  private final TuneResult result;
  private final ReportContext context;

  SummarySection(Html html, TuneResult result, ReportContext context) {
    this.html = html;
    this.result = result;
    this.context = context;
  }

  void write(Conclusion conclusion) {
    html.open("header").element("p", "Trimtab tuning report", "class", "brand");
    html.open("p", "class", "command").element("code", context.command()).close();
    html.open("p", "class", "where").element("span", context.objective());
    html.element("span", context.host()).close().close().line();
    html.open("div", "class", "verdict " + conclusion.tone().name().toLowerCase(Locale.ROOT));
    html.element("h1", conclusion.headline());
    html.element("p", conclusion.detail()).close().line();
    html.open("div", "class", "tiles").line();
    objective();
    trials();
    blocks();
    noise();
    tile("Duration", Numbers.duration(result.seconds()), "");
    html.close().line();
  }

  private void objective() {
    if (!Double.isFinite(result.baseline())) {
      return;
    }
    tile("Baseline", Numbers.value(result.baseline()) + unit(), "median reading");
    result
        .judgement()
        .filter(judged -> judged.blocks() > 0 && judged.ratio() > 0)
        .ifPresent(
            judged -> {
              double ratio = judged.ratio();
              double best =
                  result.direction() == Direction.MINIMISE
                      ? result.baseline() / ratio
                      : result.baseline() * ratio;
              String name = judged.verdict() == Verdict.BETTER ? "Best" : "Candidate";
              tile(name, Numbers.value(best) + unit(), "estimated");
            });
  }

  private String unit() {
    return context.objective().endsWith(":elapsed") ? "\u00a0s" : "";
  }

  private void trials() {
    long failed =
        result.trials().stream().filter(trial -> trial.outcome() instanceof Outcome.Failed).count();
    tile(
        "Trials",
        Integer.toString(result.trials().size()),
        failed == 0 ? "none failed" : failed + " failed");
  }

  private void blocks() {
    int blocks = result.judgement().map(Judgement::blocks).orElse(0);
    String disturbed =
        result.disturbed() == 0 ? "none disturbed" : result.disturbed() + " disturbed, redone";
    tile("Fresh blocks", Integer.toString(blocks), disturbed);
  }

  private void noise() {
    tile("Noise", "\u00b1" + Numbers.percent(result.noise()), "of one block");
    Drift drift = result.drift();
    if (drift.significant()) {
      tile("Drift", Numbers.signedPercent(drift.percentPerMinute() / 100), "a minute, cancelled");
    }
  }

  private void tile(String name, String value, String note) {
    html.open("div", "class", "tile").element("p", name, "class", "name");
    html.element("p", value, "class", "number");
    if (!note.isEmpty()) {
      html.element("p", note, "class", "note");
    }
    html.close().line();
  }
}
