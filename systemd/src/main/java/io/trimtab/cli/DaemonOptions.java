package io.trimtab.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.trimtab.actuators.transaction.StatePaths;
import io.trimtab.daemon.control.ControlClient;
import io.trimtab.daemon.control.ControlProtocol;
import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.control.StatusJson;
import io.trimtab.daemon.decision.DecisionKind;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say which daemon a command talks to, and the talking. */
final class DaemonOptions {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Ask the daemon that keeps its state in DIR, not this host's own.")
  private @Nullable Path state;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** What the daemon answers to a request without details. */
  JsonElement ask(String verb) {
    return ask(verb, new JsonObject());
  }

  /** What the daemon answers. */
  JsonElement ask(String verb, JsonObject details) {
    StatePaths paths = HostOptions.statePaths(Path.of("/"), state);
    return new ControlClient(paths.control()).ask(verb, details);
  }

  DaemonStatus status() {
    return StatusJson.read(ask("status").getAsJsonObject());
  }

  /** The decisions that a status names as advice, as JSON. */
  List<JsonObject> advice(DaemonStatus status) {
    List<JsonObject> advice = new ArrayList<>();
    if (!status.advice().isEmpty()) {
      JsonObject details = new JsonObject();
      details.addProperty("kind", DecisionKind.ADVISED.word());
      details.addProperty("most", ControlProtocol.MAX_DECISIONS);
      for (JsonElement decision : ask("log", details).getAsJsonArray()) {
        JsonObject object = decision.getAsJsonObject();
        if (status.advice().contains(object.get("id").getAsString())) {
          advice.add(object);
        }
      }
    }
    return advice;
  }
}
