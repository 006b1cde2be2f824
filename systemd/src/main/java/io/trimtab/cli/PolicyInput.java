package io.trimtab.cli;

import io.trimtab.tuner.policy.Policy;
import io.trimtab.tuner.policy.PolicyFile;
import io.trimtab.tuner.policy.ShippedPolicy;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command about one policy takes. */
final class PolicyInput {
  /** In place of a file: the policy that comes with Trimtab. */
  private static final String SHIPPED = "default";

  @Parameters(
      index = "0",
      paramLabel = "POLICY",
      description = "A policy's file; default is the one that comes with Trimtab.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell the stack of an error.")
  @SuppressWarnings("UnusedVariable") // Whoever prints the error asks whether it was given.
  private boolean verbose;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  Path file() {
    return file;
  }

  Policy read() {
    return read(file);
  }

  /** Reads a policy's file, or the policy that comes with Trimtab. */
  static Policy read(Path file) {
    return file.toString().equals(SHIPPED) ? ShippedPolicy.load() : PolicyFile.read(file);
  }

  boolean json() {
    return json;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
