package io.trimtab.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.trimtab.daemon.control.ControlClient;
import io.trimtab.daemon.control.ControlServer;
import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.control.StatusJson;
import java.io.PrintWriter;
import java.nio.file.Path;
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
    return new ControlClient(ControlServer.path(HostOptions.statePaths(Path.of("/"), state)))
        .ask(verb, details);
  }

  DaemonStatus status() {
    return StatusJson.read(ask("status").getAsJsonObject());
  }
}
