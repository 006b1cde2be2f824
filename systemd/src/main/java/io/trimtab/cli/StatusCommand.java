package io.trimtab.cli;

import io.trimtab.daemon.control.DaemonStatus;
import io.trimtab.daemon.control.DecisionJson;
import io.trimtab.daemon.decision.Decision;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the daemon is at. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Show what the daemon is at: what the host does, what is tuned and what that bought, what is"
          + " on trial, what was given up or refused, and what it costs.",
      "For root, and for the members of the daemon's group."
    },
    footer = {"", "Examples:", "  trimtab status", "  trimtab status --json"})
final class StatusCommand implements Runnable {
  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  @Mixin private DaemonOptions daemon;

  @Override
  public void run() {
    if (json) {
      daemon.out().println(Json.text(daemon.ask("status")));
    } else {
      DaemonStatus status = daemon.status();
      List<Decision> advice = daemon.advice(status).stream().map(DecisionJson::read).toList();
      new StatusView(daemon.out(), Instant.now()).print(status, advice);
    }
    daemon.out().flush();
  }
}
