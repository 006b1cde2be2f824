package io.trimtab.cli;

import com.google.gson.JsonObject;
import io.trimtab.fuzz.testbed.KernelImage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Builds the kernel that is fuzzed. */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    description = {
      "Build the kernel from Debian's source, if it is not there: some minutes.",
      "It needs neither root nor anything that a virtual machine needs."
    },
    footer = {"", "Example:", "  trimtab fuzz kernel build"})
final class FuzzKernelBuildCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print an object.")
  private boolean json;

  @Mixin private FuzzOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Interruption.interruptThisThread();
    KernelImage kernel;
    try (FuzzBuildView view = new FuzzBuildView(options.err())) {
      kernel = options.kernels(view).get();
    }
    if (json) {
      options.out().println(Json.text(object(kernel)));
    } else {
      options.out().println("Linux %s is ready: %s".formatted(kernel.name(), kernel.program()));
    }
    options.out().flush();
    return ExitCode.DONE;
  }

  static JsonObject object(KernelImage kernel) {
    JsonObject object = new JsonObject();
    object.addProperty("name", kernel.name());
    object.addProperty("program", kernel.program().toString());
    return object;
  }
}
