package io.trimtab.cli;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.testbed.BuildProgress;
import io.trimtab.fuzz.testbed.ExecutorFiles;
import io.trimtab.fuzz.testbed.KernelImage;
import io.trimtab.fuzz.testbed.KernelMachine;
import io.trimtab.fuzz.testbed.QemuMachine;
import io.trimtab.fuzz.testbed.TestbedSettings;
import io.trimtab.fuzz.testbed.UmlMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which kernel programs are run on. */
final class FuzzMachineOptions {
  private static final Duration STOCK_CALL = Duration.ofMillis(500);
  private static final Duration STOCK_PROGRAM = Duration.ofSeconds(10);
  private static final Duration STOCK_ANSWER = Duration.ofSeconds(60);

  @Option(
      names = "--stock",
      paramLabel = "VMLINUZ",
      description = {
        "Use this kernel as it is, in a machine that QEMU emulates. It reports no coverage: what a"
            + " call returned is all that is known of it. Default: the kernel of trimtab fuzz"
            + " kernel build."
      })
  private @Nullable Path stock;

  /** The kernel, in what it runs in. */
  KernelMachine machine(FuzzOptions options) throws InterruptedException {
    ExecutorFiles files = ExecutorFiles.in(options.cache());
    if (stock == null) {
      Optional<KernelImage> kernel = options.kernels(BuildProgress.NONE).latest();
      return new UmlMachine(
          kernel.orElseThrow(
              () ->
                  FuzzException.unavailable(
                      "no kernel with coverage is built; start with: trimtab fuzz kernel build")),
          files);
    }
    if (!Files.isReadable(stock)) {
      throw FuzzException.invalid("--stock " + stock + ": there is no such file to read");
    }
    return new QemuMachine(stock, qemu(), files);
  }

  /** What suits it: an emulated machine is slow. */
  TestbedSettings settings(int kernels) {
    return stock == null
        ? TestbedSettings.of(kernels)
        : new TestbedSettings(kernels, STOCK_CALL, STOCK_PROGRAM, STOCK_ANSWER, 2);
  }

  private static Path qemu() {
    Path qemu = Path.of("/usr/bin/qemu-system-x86_64");
    if (!Files.isExecutable(qemu)) {
      throw FuzzException.unavailable(
          "a stock kernel needs QEMU; install with: sudo apt-get install -y qemu-system-x86");
    }
    return qemu;
  }
}
