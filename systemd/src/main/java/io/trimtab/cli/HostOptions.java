package io.trimtab.cli;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.catalogue.Catalogue;
import io.trimtab.actuators.journal.Step;
import io.trimtab.actuators.journal.StepListener;
import io.trimtab.actuators.kernel.KernelFiles;
import io.trimtab.actuators.kernel.RootedFiles;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Outcome;
import io.trimtab.actuators.transaction.StatePaths;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say which machine a command is about, and what it opens there. */
final class HostOptions {
  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Use the /proc, /sys and state below DIR instead of this host's.")
  private Path root = Path.of("/");

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Keep journal and lock in DIR instead of /var/lib/trimtab and /run/trimtab.")
  private @Nullable Path state;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell each journal and kernel write, and the stack of an error.")
  private boolean verbose;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  CommandLine commandLine() {
    return spec.commandLine();
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  Path root() {
    return root;
  }

  /** Whether it is about the running kernel, and not about files elsewhere. */
  boolean isLive() {
    return root.toAbsolutePath().normalize().equals(Path.of("/"));
  }

  KernelFiles files() {
    if (!Files.isDirectory(root)) {
      throw ActuatorException.invalid("--root " + root + ": no such directory");
    }
    return new RootedFiles(root);
  }

  Catalogue catalogue() {
    return Catalogue.probe(files());
  }

  StatePaths paths() {
    return statePaths(root, state);
  }

  static StatePaths statePaths(Path root, @Nullable Path state) {
    return state == null ? StatePaths.under(root) : StatePaths.in(state);
  }

  /** The writer of this machine. */
  Actuator openBareActuator(String holder) {
    KernelFiles files = files();
    return Actuator.open(
        files, Catalogue.probe(files), paths(), holder, Clock.systemUTC(), steps());
  }

  /** The writer of this machine, after it has put back what a dead one left. */
  Actuator openActuator(String holder) {
    Actuator actuator = openBareActuator(holder);
    boolean isClean = false;
    try {
      List<Outcome> recovered = actuator.recover();
      isClean = recovered.isEmpty();
      if (!isClean) {
        err().println("trimtab: an earlier writer left values behind; they were undone first:");
        Outcomes.print(recovered, err());
      }
    } finally {
      if (!isClean) {
        actuator.close();
      }
    }
    // Probed once more after an undo: what a dead writer had left is not the host's own.
    return isClean ? actuator : openBareActuator(holder);
  }

  private StepListener steps() {
    if (!verbose) {
      return StepListener.NONE;
    }
    PrintWriter err = err();
    return new StepListener() {
      @Override
      public void before(Step step, String subject) {}

      @Override
      public void after(Step step, String subject) {
        err.println("trimtab: " + Words.of(step) + " " + subject);
      }
    };
  }
}
