package io.trimtab.cli;

import io.trimtab.tuner.guest.GuestKernel;
import io.trimtab.tuner.guest.GuestLab;
import io.trimtab.tuner.guest.GuestSpec;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A shell in a guest. */
@Command(
    name = "shell",
    mixinStandardHelpOptions = true,
    description = {
      "Boot a guest with two processors and have a root shell in it.",
      "It is switched off when the shell ends; nothing of it is kept."
    },
    footer = {"", "Example:", "  trimtab guest shell --kernel 6.12"})
final class GuestShellCommand implements Callable<Integer> {
  @Option(
      names = "--kernel",
      paramLabel = "KERNEL",
      description = "A series such as 6.12, or a whole release (default: ${DEFAULT-VALUE}).")
  private String kernel = GuestOptions.USUAL_KERNEL;

  @Mixin private GuestOptions options;

  @Override
  public Integer call() throws InterruptedException {
    GuestLab lab = options.lab();
    GuestKernel found = lab.kernels().get(kernel);
    lab.root().get();
    options.err().println("trimtab: booting " + found.release() + "; leave with exit");
    options.err().flush();
    lab.shell(GuestSpec.smp(found));
    return ExitCode.DONE;
  }
}
