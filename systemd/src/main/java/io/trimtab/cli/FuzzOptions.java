package io.trimtab.cli;

import io.trimtab.fuzz.testbed.BuildProgress;
import io.trimtab.fuzz.testbed.KernelBuild;
import io.trimtab.fuzz.testbed.TestbedCache;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands about fuzzing have in common. */
final class FuzzOptions {
  @Option(
      names = {"-v", "--verbose"},
      description = "Tell the stack of an error.")
  @SuppressWarnings("UnusedVariable") // Whoever prints the error asks whether it was given.
  private boolean verbose;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Where the user's kernels are. */
  TestbedCache cache() {
    return TestbedCache.of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  KernelBuild kernels(BuildProgress progress) {
    return new KernelBuild(cache(), System.getenv().getOrDefault("PATH", ""), progress);
  }
}
