package io.trimtab.cli;

import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.policy.Choice;
import io.trimtab.tuner.policy.OffPolicyEstimate;
import io.trimtab.tuner.policy.OffPolicyReport;
import io.trimtab.tuner.policy.Policy;
import io.trimtab.tuner.policy.PolicyEvaluation;
import io.trimtab.tuner.policy.PolicyManifest;
import io.trimtab.tuner.policy.PolicyScore;
import io.trimtab.tuner.policy.TrainingPoint;
import io.trimtab.tuner.policy.Transfer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Policies for people. */
final class PolicyText {
  private PolicyText() {}

  /** A policy: where it comes from, its configurations, and what they are worth. */
  static void print(Policy policy, PrintWriter out) {
    PolicyManifest manifest = policy.manifest();
    out.printf(
        Locale.ROOT,
        "Trained on %s (%s), %d workloads, %d trials, %s%n%n",
        manifest.place(),
        String.join(", ", manifest.kernels()),
        manifest.data().workloads(),
        manifest.data().trials(),
        manifest.created());
    TextTable configurations = new TextTable("", "CONFIGURATION");
    for (int c = 0; c < policy.configurations().size(); c++) {
      configurations.row(name(c), policy.configurations().get(c).toString());
    }
    configurations.print(out);
    out.println();
    List<String> heading = new ArrayList<>(List.of("WORKLOAD"));
    for (int c = 0; c < policy.configurations().size(); c++) {
      heading.add(name(c));
    }
    heading.addAll(List.of("BEST KNOWN", "CHOICE"));
    TextTable table = new TextTable(heading.toArray(String[]::new));
    for (TrainingPoint point : policy.points()) {
      List<String> row = new ArrayList<>(List.of(point.workload()));
      for (int c = 0; c < point.gains().size(); c++) {
        row.add(ratio(point.gains().get(c)));
      }
      row.add(ratio(point.best()));
      Choice choice = policy.choose(point.features());
      row.add(choice.configuration() < 0 ? "defaults" : name(choice.configuration()));
      table.row(row.toArray(String[]::new));
    }
    table.print(out);
    out.println();
    manifest
        .scores()
        .forEach((score, value) -> out.printf(Locale.ROOT, "%s: %.3f%n", score, value));
  }

  /** What becomes of a policy's configurations elsewhere. */
  static void print(Policy policy, List<Transfer.Result> transfers, PrintWriter out) {
    out.println();
    for (int c = 0; c < transfers.size(); c++) {
      Transfer.Result result = transfers.get(c);
      out.println(name(c) + " there: " + result.setting());
      for (Transfer.Step step : result.steps()) {
        if (step.fate() != Transfer.Fate.KEPT) {
          out.println(
              "    "
                  + step.tunable()
                  + "="
                  + step.value()
                  + ": "
                  + Words.of(step.fate())
                  + (step.target().isEmpty() ? "" : " as " + step.target() + "=" + step.result())
                  + " ("
                  + step.reason()
                  + ")");
        }
      }
    }
    if (!policy.configurations().isEmpty()) {
      out.println("None of this has run there: measure it with trimtab policy evaluate.");
    }
  }

  /** What recorded trials say of a policy. */
  static void print(OffPolicyReport report, PrintWriter out) {
    out.println();
    TextTable table = new TextTable("ESTIMATED BEFORE ANY RUN", "RATIO", "95 %", "");
    for (OffPolicyEstimate estimate : report.estimates()) {
      table.row(
          Words.of(estimate.method()),
          ratio(estimate.value()),
          estimate
              .interval()
              .map(i -> "[" + ratio(i.low()) + ", " + ratio(i.high()) + "]")
              .orElse("unknown"),
          estimate.equals(report.recommended()) ? "go by this" : "");
    }
    table.print(out);
    out.printf(
        Locale.ROOT,
        "Over %d workloads and %d trials, %d of them the policy's own; %s.%n",
        report.workloads(),
        report.trials(),
        report.matches(),
        report.reason());
  }

  /** Why a policy chose something. */
  static void print(Choice choice, PrintWriter out) {
    if (!choice.isKnown()) {
      out.printf(
          Locale.ROOT,
          "The defaults: no training workload is like this; the nearest is %.2f away.%n",
          choice.distance());
      return;
    }
    out.println(
        choice.configuration() < 0
            ? "The defaults: no configuration is expected to be better."
            : name(choice.configuration()) + ": " + choice.setting());
    out.println();
    TextTable scores = new TextTable("CONFIGURATION", "SURELY EXPECTED");
    scores.row("defaults", "1.000x");
    for (int c = 0; c < choice.scores().size(); c++) {
      scores.row(name(c), ratio(choice.scores().get(c)));
    }
    scores.print(out);
    out.println();
    TextTable table = new TextTable("NEAREST WORKLOAD", "DISTANCE", "WEIGHT", "CONTRIBUTES");
    for (Choice.Neighbour neighbour : choice.neighbours()) {
      table.row(
          neighbour.workload(),
          String.format(Locale.ROOT, "%.2f", neighbour.distance()),
          String.format(Locale.ROOT, "%.0f %%", 100 * neighbour.weight()),
          String.format(Locale.ROOT, "%+.1f %%", 100 * neighbour.contribution()));
    }
    table.print(out);
  }

  /** How a policy was measured. */
  static void print(List<PolicyEvaluation.Result> results, int trials, PrintWriter out) {
    TextTable table =
        new TextTable(
            "WORKLOAD", "LIKE ANY", "FIRST", "AFTER TRIALS", "BEST KNOWN", "FIRST SETTING");
    for (PolicyEvaluation.Result result : results) {
      table.row(
          result.workload().name(),
          result.choice().isKnown() ? "yes" : "no",
          measured(result, result.first()),
          measured(result, result.last()),
          measured(result.best()),
          line(result.first().setting()));
    }
    table.print(out);
    PolicyScore score = PolicyScore.of(results);
    out.println();
    out.printf(
        Locale.ROOT,
        "Something can be gained at %d of %d workloads%s.%n",
        score.gainable(),
        score.workloads(),
        score.first().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "; the first proposal captures %.0f %% of it in the median, what stands after %d"
                    + " trials %.0f %%",
                100 * score.first().getAsDouble(),
                trials,
                100 * score.last().orElse(0)));
    out.printf(
        Locale.ROOT,
        "The worst first proposal: %s; the worst after the trials: %s.%n",
        ratio(score.worstFirst()),
        ratio(score.worstLast()));
  }

  private static String measured(PolicyEvaluation.Result result, PolicyEvaluation.Gain gain) {
    return PolicyScore.isGainable(result) && gain.failure().isEmpty()
        ? String.format(
            Locale.ROOT, "%s (%.0f %%)", measured(gain), 100 * PolicyScore.captured(result, gain))
        : measured(gain);
  }

  private static String line(Setting setting) {
    return setting.equals(Setting.DEFAULTS) ? "the defaults" : setting.toString();
  }

  private static String measured(PolicyEvaluation.Gain gain) {
    return gain.failure().isPresent()
        ? "failed"
        : String.format(
            Locale.ROOT, "%s +- %.1f %%", ratio(gain.logRatio()), 196 * gain.standardError());
  }

  static String name(int configuration) {
    return "C" + (configuration + 1);
  }

  private static String ratio(double log) {
    return String.format(Locale.ROOT, "%.3fx", Math.exp(log));
  }
}
