package io.trimtab.tuner.report;

import io.trimtab.tuner.policy.Policy;
import io.trimtab.tuner.policy.TrainingPoint;

/** A policy's configurations, and what each is worth for which workload. */
final class PolicySection {
  private final Html html;
  private final Policy policy;

  PolicySection(Html html, Policy policy) {
    this.html = html;
    this.policy = policy;
  }

  void write() {
    html.open("section").line().element("h2", "The policy").line();
    html.open("table").open("tbody");
    for (int c = 0; c < policy.configurations().size(); c++) {
      html.open("tr").element("td", name(c)).open("td");
      html.element("code", policy.configurations().get(c).toString()).close().close().line();
    }
    html.close().close();
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    html.element("th", "workload");
    for (int c = 0; c < policy.configurations().size(); c++) {
      html.element("th", name(c), "class", "right");
    }
    html.element("th", "best known", "class", "right").close().close().open("tbody").line();
    for (TrainingPoint point : policy.points()) {
      int chosen = policy.choose(point.features()).configuration();
      html.open("tr").element("td", point.workload());
      for (int c = 0; c < point.gains().size(); c++) {
        html.element(
            "td",
            Numbers.times(Math.exp(point.cautious(c))),
            "class",
            c == chosen ? "right now" : "right");
      }
      html.element("td", Numbers.times(Math.exp(point.best())), "class", "right");
      html.close().line();
    }
    html.close().close().close();
    html.element(
        "p",
        "Ratios to the defaults, a deviation taken off; bold is what the policy chooses.",
        "class",
        "note");
    html.close().line();
  }

  private static String name(int configuration) {
    return "C" + (configuration + 1);
  }
}
