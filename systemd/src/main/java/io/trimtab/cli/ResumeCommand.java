package io.trimtab.cli;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a tunable back. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description =
        "Let the daemon tune a tunable again that it gave up because somebody else had set it.",
    footer = {"", "Example:", "  sudo trimtab resume vm.swappiness"})
final class ResumeCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "The tunable, as trimtab status shows it.")
  private String name = "";

  @Mixin private DaemonOptions daemon;

  @Override
  public void run() {
    JsonObject details = new JsonObject();
    details.addProperty("name", name);
    daemon.ask("resume", details);
    daemon.out().println(name + " may be tuned again; its value now counts as its original.");
    daemon.out().flush();
  }
}
