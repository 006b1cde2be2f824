package io.trimtab.cli;

import com.google.gson.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds the daemon. */
@Command(
    name = "freeze",
    mixinStandardHelpOptions = true,
    description = {
      "Have the daemon try nothing from now on, until trimtab thaw.",
      "What is in force stays, under watch: a regression is still undone."
    },
    footer = {"", "Example:", "  sudo trimtab freeze --for 1h"})
final class FreezeCommand implements Runnable {
  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "Go on by itself after this time.")
  private @Nullable Duration time;

  @Mixin private DaemonOptions daemon;

  @Override
  public void run() {
    JsonObject details = new JsonObject();
    if (time != null) {
      details.addProperty("seconds", time.toSeconds());
    }
    daemon.ask("freeze", details);
    daemon
        .out()
        .println(
            "Frozen"
                + (time == null ? "" : " for " + Durations.text(time))
                + ": nothing is tried; what is in force stays. Go on with: sudo trimtab thaw");
    daemon.out().flush();
  }
}
