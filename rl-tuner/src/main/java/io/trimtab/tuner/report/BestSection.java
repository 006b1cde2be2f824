package io.trimtab.tuner.report;

import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.measure.Judgement;
import io.trimtab.tuner.measure.Verdict;
import io.trimtab.tuner.search.Importance;
import io.trimtab.tuner.search.Importance.Evidence;
import io.trimtab.tuner.tune.TuneResult;
import java.util.Optional;

/** The best configuration: what it changes, how to have it for good, how to be rid of it. */
final class BestSection {
  private final Html html;
  private final TuneResult result;
  private final ReportContext context;

  BestSection(Html html, TuneResult result, ReportContext context) {
    this.html = html;
    this.result = result;
    this.context = context;
  }

  void write() {
    Optional<Configuration> best = result.best().filter(configuration -> !configuration.isEmpty());
    if (best.isPresent()) {
      html.open("section").line();
      html.element("h2", is(Verdict.BETTER) ? "Best configuration" : "What looked best").line();
      advice();
      table(best.get());
      if (!is(Verdict.WORSE)) {
        block(
            "For /etc/sysctl.d/90-trimtab.conf, in force from the next boot on", context.sysctlD());
        block("For a file that trimtab apply reads, in force at once", context.toml());
      }
      html.close().line();
    }
    undo();
  }

  private boolean is(Verdict verdict) {
    return result.judgement().map(Judgement::verdict).filter(verdict::equals).isPresent();
  }

  private void advice() {
    if (is(Verdict.WORSE)) {
      html.element(
          "p",
          "It looked best in the search, but fresh blocks showed that it is worse: do not use it.",
          "class",
          "note");
    } else if (!is(Verdict.BETTER)) {
      html.element(
          "p",
          "It looked best in the search, but fresh blocks did not confirm a gain: there is no"
              + " reason to use it.",
          "class",
          "note");
    }
  }

  private void table(Configuration best) {
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    html.element("th", "Tunable").element("th", "Baseline").element("th", "").element("th", "Best");
    html.element("th", "Effect alone", "class", "right");
    html.close().close().open("tbody").line();
    best.values()
        .forEach(
            (name, value) -> {
              html.open("tr").open("td").element("code", name).close();
              html.element("td", context.baseline().getOrDefault(name, "\u2013"), "class", "was");
              html.element("td", "\u2192", "class", "arrow");
              html.element("td", value.text(), "class", "now");
              html.element("td", alone(name), "class", "right").close().line();
            });
    html.close().close().close().line();
  }

  private String alone(String name) {
    return result.importance().stream()
        .filter(i -> i.dimension().equals(name) && i.evidence() == Evidence.SINGLE)
        .findFirst()
        .map(Importance::effect)
        .map(effect -> Numbers.times(Math.exp(effect)))
        .orElse("\u2013");
  }

  private void block(String title, String text) {
    if (!text.isBlank()) {
      html.element("h3", title).line();
      html.element("pre", text.stripTrailing(), "tabindex", "0").line();
    }
  }

  private void undo() {
    boolean kept = result.committed().isPresent();
    if (context.undo().isEmpty() || !(kept || is(Verdict.BETTER))) {
      return;
    }
    html.open("section").line().element("h2", "How to undo it").line();
    html.element(
        "p",
        kept
            ? "This puts back the values from before the session:"
            : "Nothing is changed now. Should you apply the configuration, this takes it back:");
    html.element("pre", String.join("\n", context.undo()), "tabindex", "0").line();
    html.element(
        "p", "A value that someone else has changed since is left alone.", "class", "note");
    html.close().line();
  }
}
