package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.policy.Policy;
import io.trimtab.tuner.policy.PolicyComparison;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares two policies. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "Say what is different between two policies; nothing is a result, too.",
    footer = {"", "Example:", "  trimtab policy diff old.policy new.policy"})
final class PolicyDiffCommand implements Runnable {
  @Mixin private PolicyInput input;

  @Parameters(index = "1", paramLabel = "OTHER", description = "Another policy's file.")
  private Path other = Path.of("");

  @Override
  public void run() {
    Policy first = input.read();
    Policy second = PolicyInput.read(other);
    PolicyComparison comparison = PolicyComparison.of(first, second);
    if (input.json()) {
      input.out().println(Json.text(json(comparison)));
    } else {
      print(comparison, input.out());
    }
    input.out().flush();
  }

  private static JsonObject json(PolicyComparison comparison) {
    JsonObject object = new JsonObject();
    object.addProperty("same", comparison.isSame());
    object.add("only_first", array(comparison.onlyFirst()));
    object.add("only_second", array(comparison.onlySecond()));
    object.add("both", array(comparison.both()));
    JsonArray choices = new JsonArray();
    for (PolicyComparison.Changed changed : comparison.choices()) {
      JsonObject choice = new JsonObject();
      choice.addProperty("workload", changed.workload());
      choice.addProperty("first", changed.first().toString());
      choice.addProperty("second", changed.second().toString());
      choices.add(choice);
    }
    object.add("choices", choices);
    return object;
  }

  private static JsonArray array(List<Setting> settings) {
    JsonArray array = new JsonArray();
    settings.forEach(setting -> array.add(setting.toString()));
    return array;
  }

  private static void print(PolicyComparison comparison, PrintWriter out) {
    if (comparison.isSame()) {
      out.println("The same configurations, chosen for the same workloads.");
      return;
    }
    comparison.onlyFirst().forEach(setting -> out.println("- " + setting));
    comparison.onlySecond().forEach(setting -> out.println("+ " + setting));
    comparison.both().forEach(setting -> out.println("  " + setting));
    if (!comparison.choices().isEmpty()) {
      out.println();
      TextTable table = new TextTable("WORKLOAD", "FIRST CHOOSES", "SECOND CHOOSES");
      for (PolicyComparison.Changed changed : comparison.choices()) {
        table.row(changed.workload(), changed.first().toString(), changed.second().toString());
      }
      table.print(out);
    }
  }
}
