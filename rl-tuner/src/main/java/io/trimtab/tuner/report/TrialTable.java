package io.trimtab.tuner.report;

import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.tuner.search.Outcome;
import io.trimtab.tuner.tune.Trial;
import io.trimtab.tuner.tune.TuneResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every trial as a row. */
final class TrialTable {
  /** Beyond this many changes a row shows their number, and the list when it is opened. */
  private static final int MOST_CHANGES = 6;

  private final Html html;
  private final List<Trial> trials;
  private final Map<String, String> best;

  TrialTable(Html html, TuneResult result) {
    this.html = html;
    this.trials = result.trials();
    this.best =
        result.best().map(Configuration::values).orElse(Map.of()).entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().text()));
  }

  void write() {
    html.open("section").line().element("h2", "All trials").line();
    if (trials.isEmpty()) {
      html.element("p", "No configuration was tried.", "class", "note").close().line();
      return;
    }
    html.open("div", "class", "scroll").open("table", "class", "trials").open("thead").open("tr");
    html.element("th", "#", "class", "right").element("th", "At", "class", "right");
    html.element("th", "Why").element("th", "Ratio", "class", "right").element("th", "Changes");
    html.close().close().open("tbody").line();
    trials.forEach(this::row);
    html.close().close().close().line();
    if (trials.stream().anyMatch(this::isChosen)) {
      html.element("p", "Tinted: the configuration that was measured again.", "class", "note");
    }
    html.close().line();
  }

  private void row(Trial trial) {
    boolean failed = trial.outcome() instanceof Outcome.Failed;
    html.open("tr", "class", (failed ? "failed" : "measured") + (isChosen(trial) ? " chosen" : ""));
    html.element("td", Integer.toString(trial.number()), "class", "right");
    html.element("td", Numbers.clock(trial.seconds()), "class", "right time");
    html.element("td", Reasons.words(trial.reason()), "class", "why");
    html.element("td", failed ? "failed" : Numbers.times(trial.ratio()), "class", "right ratio");
    html.open("td");
    changes(trial.changes());
    if (trial.outcome() instanceof Outcome.Failed failure) {
      html.element("p", failure.reason(), "class", "reason");
    }
    html.close().close().line();
  }

  private boolean isChosen(Trial trial) {
    return !best.isEmpty() && best.equals(trial.changes());
  }

  private void changes(Map<String, String> changes) {
    boolean folded = changes.size() > MOST_CHANGES;
    if (folded) {
      html.open("details").element("summary", changes.size() + " tunables");
    }
    changes.forEach(
        (name, value) -> {
          html.open("code", "class", "change").text(name + "=");
          html.element("b", value).close().text(" ");
        });
    if (folded) {
      html.close();
    }
    if (changes.isEmpty()) {
      html.element("span", "none: the baseline itself", "class", "note");
    }
  }
}
