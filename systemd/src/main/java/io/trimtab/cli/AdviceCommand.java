package io.trimtab.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.trimtab.daemon.control.DecisionJson;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the daemon advises. */
@Command(
    name = "advice",
    mixinStandardHelpOptions = true,
    description = {
      "Show what the daemon would try, or apply a piece of that.",
      "What is applied is under watch, and undone if it does harm."
    },
    footer = {"", "Examples:", "  trimtab advice", "  sudo trimtab advice --apply 4f7k2"})
final class AdviceCommand implements Runnable {
  @Option(names = "--apply", paramLabel = "ID", description = "Put this one in force.")
  private @Nullable String id;

  @Option(names = "--json", description = "Print an array of objects; with --apply, an object.")
  private boolean json;

  @Mixin private DaemonOptions daemon;

  @Override
  public void run() {
    if (id != null) {
      apply(id);
    } else {
      list(daemon.advice(daemon.status()));
    }
    daemon.out().flush();
  }

  private void apply(String advice) {
    JsonObject details = new JsonObject();
    details.addProperty("id", advice);
    String came = daemon.ask("apply", details).getAsString();
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("id", advice);
      object.addProperty("outcome", came);
      daemon.out().println(Json.text(object));
    } else {
      daemon.out().println(came);
    }
  }

  private void list(List<JsonObject> advice) {
    if (json) {
      JsonArray array = new JsonArray();
      advice.forEach(array::add);
      daemon.out().println(Json.text(array));
    } else if (advice.isEmpty()) {
      daemon.out().println("No advice so far.");
    } else {
      DecisionText text = new DecisionText(ZoneId.systemDefault());
      advice.forEach(each -> daemon.out().println(text.line(DecisionJson.read(each))));
    }
  }
}
