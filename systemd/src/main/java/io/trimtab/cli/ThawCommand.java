package io.trimtab.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a freeze. */
@Command(
    name = "thaw",
    mixinStandardHelpOptions = true,
    description = "Have the daemon go on trying, after trimtab freeze.",
    footer = {"", "Example:", "  sudo trimtab thaw"})
final class ThawCommand implements Runnable {
  @Mixin private DaemonOptions daemon;

  @Override
  public void run() {
    daemon.ask("thaw");
    daemon.out().println("Thawed: trying goes on.");
    daemon.out().flush();
  }
}
