package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.actuators.transaction.Outcome;
import java.io.PrintWriter;
import java.util.List;

/** What an undo did, for people and for programs. */
final class Outcomes {
  private Outcomes() {}

  static void print(List<Outcome> outcomes, PrintWriter out) {
    if (outcomes.isEmpty()) {
      return;
    }
    TextTable table = new TextTable("TUNABLE", "RESULT", "");
    for (Outcome outcome : outcomes) {
      table.row(outcome.tunable(), outcome.result().word(), outcome.detail());
    }
    table.print(out);
  }

  static JsonArray json(List<Outcome> outcomes) {
    JsonArray array = new JsonArray();
    for (Outcome outcome : outcomes) {
      JsonObject object = new JsonObject();
      object.addProperty("name", outcome.tunable());
      object.addProperty("result", outcome.result().word());
      object.addProperty("detail", outcome.detail());
      array.add(object);
    }
    return array;
  }

  /** 0 when every value is back; 1 when one is not, whether it failed or was left alone. */
  static int exitCode(List<Outcome> outcomes) {
    return outcomes.stream().allMatch(Outcome::isBack) ? ExitCode.DONE : ExitCode.FAILED;
  }
}
