package io.trimtab.cli;

import io.trimtab.features.evaluate.Confusion;
import io.trimtab.features.evaluate.Measures;
import io.trimtab.features.evaluate.PhaseChanges;
import io.trimtab.features.train.Evaluation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an evaluation found, for people. */
final class EvaluationText {
  private EvaluationText() {}

  static void print(Evaluation evaluation, PrintWriter out) {
    Confusion runs = evaluation.runs().votes();
    Confusion intensities = evaluation.intensities().votes();
    Confusion programs = evaluation.programs().votes();
    TextTable table =
        new TextTable("CLASS", "F1 RUNS", "F1 INTENSITIES", "F1 PROGRAMS", "AUROC WITHOUT IT");
    for (int i = 0; i < runs.truths().size(); i++) {
      String workload = runs.truths().get(i);
      table.row(
          workload,
          number(runs.f1(i)),
          number(intensities.f1(i)),
          number(programs.f1(i)),
          number(evaluation.strangeClasses().getOrDefault(workload, Double.NaN)));
    }
    table.row(
        "mean",
        number(runs.macroF1()),
        number(intensities.macroF1()),
        number(programs.macroF1()),
        number(evaluation.scores().getOrDefault("auroc_without_a_class", Double.NaN)));
    table.print(out);
    out.println();
    out.println("F1 RUNS: runs that were not trained on, of known programs");
    out.println("F1 INTENSITIES: the same, at intensities that were not trained on either");
    out.println("F1 PROGRAMS: programs that were not trained on");
    out.println("AUROC WITHOUT IT: how well the class is known for strange if it is left out");
    out.println();
    print(evaluation.runs(), out);
    print(evaluation.phases(), out);
  }

  /** Unknown detection. */
  static void print(Measures measures, PrintWriter out) {
    double area = measures.strange(said -> said.run().label().isNovel());
    if (!Double.isNaN(area)) {
      out.printf(
          Locale.ROOT,
          "Runs labelled novel: AUROC %.3f; %.0f %% of their seconds are called unknown%n",
          area,
          100 * measures.unknown(said -> said.run().label().isNovel()));
    }
    out.printf(
        Locale.ROOT,
        "Of known classes %.1f %% of the seconds are called unknown; macro-F1 with those wrong"
            + " %.3f%n",
        100 * measures.unknown(said -> !said.run().label().isNovel()),
        measures.decisions().macroF1());
  }

  static void print(PhaseChanges phases, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "A change of phase is recognised after %.0f s (median), %.0f s (slowest tenth); %.1f %% are"
            + " missed; %.1f false changes an hour (of %d changes)%n",
        phases.median(),
        phases.late(),
        100 * phases.missed(),
        phases.falseChanges(),
        phases.changes());
  }

  /** The confusion matrix as a table, in per cent of each row. */
  static void print(Confusion confusion, PrintWriter out) {
    List<String> head = new ArrayList<>(List.of("%"));
    head.addAll(confusion.words());
    TextTable table = new TextTable(head.toArray(String[]::new));
    for (int row = 0; row < confusion.truths().size(); row++) {
      List<String> cells = new ArrayList<>(List.of(confusion.truths().get(row)));
      for (int column = 0; column < confusion.words().size(); column++) {
        double share = confusion.share(row, column);
        cells.add(share == 0 ? "" : String.format(Locale.ROOT, "%.1f", 100 * share));
      }
      table.row(cells.toArray(String[]::new));
    }
    table.print(out);
  }

  static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }
}
