package io.trimtab.cli;

import io.trimtab.tuner.guest.GuestLab;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands about guests have in common. */
final class GuestOptions {
  /** The kernel that STUN's tunables are all on. */
  static final String USUAL_KERNEL = "6.1";

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell the stack of an error.")
  @SuppressWarnings("UnusedVariable") // Whoever prints the error asks whether it was given.
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

  /** The user's guests; what is built on the way is told on standard error. */
  GuestLab lab() {
    PrintWriter err = err();
    return GuestLab.of(
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        step -> {
          err.println("trimtab: " + step + " ...");
          err.flush();
        });
  }
}
