package io.trimtab.cli;

import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.catalogue.Value;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.actuators.transaction.Export;
import io.trimtab.tuner.measure.Judgement;
import io.trimtab.tuner.measure.Verdict;
import io.trimtab.tuner.tune.TuneResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A session's result in a few lines for people. */
final class TuneSummary {
  /** A rate per minute from less than that would be guessed. */
  private static final int DRIFT_SECONDS = 60;

  private TuneSummary() {}

  static void print(TuneResult result, Catalogue catalogue, List<String> moved, PrintWriter out) {
    out.println();
    switch (result.ending()) {
      case INTERRUPTED ->
          out.println("Stopped early, after " + result.trials().size() + " trials.");
      case BUDGET -> out.println("The time was over after " + result.trials().size() + " trials.");
      case COMPLETE ->
          out.println(
              result.trials().size() + " trials in " + Math.round(result.seconds()) + " s.");
    }
    out.println("Result: " + verdict(result));
    if (isBetter(result)) {
      TextTable table = new TextTable("TUNABLE", "BEFORE", "BEST");
      Configuration best = result.best().orElseThrow();
      for (Map.Entry<String, Value> setting : best.values().entrySet()) {
        table.row(
            setting.getKey(),
            catalogue.get(setting.getKey()).probed().map(Value::text).orElse("-"),
            setting.getValue().text());
      }
      table.print(out);
      out.println();
      out.print(new Export(catalogue).toml(best));
      out.println();
    }
    if (result.drift().significant() && result.seconds() >= DRIFT_SECONDS) {
      out.println(
          String.format(
              Locale.ROOT,
              "The baseline itself drifted by %.1f %% a minute; pairing cancels that.",
              result.drift().percentPerMinute()));
    }
    if (result.disturbed() > 0) {
      out.println(
          result.disturbed()
              + (result.disturbed() == 1 ? " block was" : " blocks were")
              + " disturbed from outside and measured again.");
    }
    out.println(
        result
            .committed()
            .map(id -> "Kept as transaction " + id + "; undo: trimtab rollback " + id)
            .orElse(
                moved.isEmpty()
                    ? "Everything is as it was."
                    : "Not everything is as it was: " + String.join(", ", moved) + "."));
    out.flush();
  }

  private static boolean isBetter(TuneResult result) {
    return result.judgement().filter(j -> j.verdict() == Verdict.BETTER).isPresent();
  }

  private static String verdict(TuneResult result) {
    if (result.judgement().isEmpty()) {
      return "no difference: nothing that was tried looked better than the values in force";
    }
    Judgement judgement = result.judgement().get();
    String numbers =
        String.format(
            Locale.ROOT,
            "%.3fx (95%% interval %.3f to %.3f, %d fresh blocks)",
            judgement.ratio(),
            judgement.ciLow(),
            judgement.ciHigh(),
            judgement.blocks());
    return switch (judgement.verdict()) {
      case BETTER -> "better, " + numbers;
      case WORSE -> "worse on a second look, " + numbers;
      case NO_DIFFERENCE -> "no difference: the best candidate gave " + numbers;
    };
  }
}
