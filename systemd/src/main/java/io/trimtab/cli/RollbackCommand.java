package io.trimtab.cli;

import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts back what was there before. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Put back what was there before a transaction, or before all of them.",
      "With --abandoned only what a writer left that died before it was done, as every command that"
          + " writes does first; committed values stay. The daemon's unit runs it when the daemon has"
          + " ended, however it did."
    },
    footer = {
      "",
      "Examples:",
      "  sudo trimtab rollback --all",
      "  sudo trimtab rollback --abandoned"
    })
final class RollbackCommand implements Callable<Integer> {

  /** Which transactions. */
  static final class Which {
    @Option(names = "--all", required = true, description = "Every transaction of this boot.")
    boolean all;

    @Option(
        names = "--abandoned",
        required = true,
        description = "What a writer left behind that died before it was done.")
    boolean abandoned;

    @Parameters(paramLabel = "ID", description = "One transaction, as trimtab history numbers it.")
    @Nullable Long id;
  }

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  @Option(names = "--json", description = "Print an array of objects.")
  private boolean json;

  @Mixin private HostOptions host;

  @Override
  public Integer call() {
    try (Actuator actuator =
        which.abandoned ? host.openBareActuator("rollback") : host.openActuator("rollback")) {
      List<Outcome> outcomes =
          which.abandoned ? actuator.recover() : actuator.rollback(Optional.ofNullable(which.id));
      if (json) {
        host.out().println(Json.text(Outcomes.json(outcomes)));
      } else if (outcomes.isEmpty()) {
        host.out().println("Nothing to roll back.");
      } else {
        Outcomes.print(outcomes, host.out());
      }
      host.out().flush();
      return Outcomes.exitCode(outcomes);
    }
  }
}
