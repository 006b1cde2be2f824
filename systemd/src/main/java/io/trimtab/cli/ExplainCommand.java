package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.daemon.control.DecisionJson;
import io.trimtab.daemon.decision.Decision;
import java.time.ZoneId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The whole chain behind a decision. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Explain a decision of the daemon: all that led to it, with its numbers, and all that"
            + " followed.",
    footer = {"", "Examples:", "  trimtab explain 4f7k2", "  trimtab explain 4f7k2 --json"})
final class ExplainCommand implements Runnable {
  @Parameters(
      paramLabel = "ID",
      description = "The decision, as trimtab status and trimtab log show it.")
  private String id = "";

  @Option(names = "--json", description = "Print an array of objects.")
  private boolean json;

  @Mixin private DaemonOptions daemon;

  @Override
  public void run() {
    JsonObject details = new JsonObject();
    details.addProperty("id", id);
    JsonArray chain = daemon.ask("explain", details).getAsJsonArray();
    if (json) {
      daemon.out().println(Json.text(chain));
    } else {
      DecisionText text = new DecisionText(ZoneId.systemDefault());
      boolean isFirst = true;
      for (var element : chain) {
        if (!isFirst) {
          daemon.out().println();
        }
        isFirst = false;
        Decision decision = DecisionJson.read(element.getAsJsonObject());
        text.print(decision, decision.id().equals(id), daemon.out());
      }
    }
    daemon.out().flush();
  }
}
