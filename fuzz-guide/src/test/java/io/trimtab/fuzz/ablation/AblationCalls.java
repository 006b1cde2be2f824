package io.trimtab.fuzz.ablation;

import io.trimtab.fuzz.loop.KernelCalls;
import io.trimtab.fuzz.loop.ProgramLowering;
import io.trimtab.fuzz.model.Call;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.syzlang.DescriptionFiles;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import io.trimtab.fuzz.testbed.CrashListener;
import io.trimtab.fuzz.testbed.Kernels;
import io.trimtab.fuzz.testbed.Testbed;
import io.trimtab.fuzz.testbed.TestbedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;

/**
 * The calls that the runs of an ablation are about, the same for all of them: {@code AblationCalls
 * DIRECTORY} finds out which ones the kernel has, where it has not been found out yet.
 *
 * <p>The descriptions are those of the directory that the property {@code trimtab.descriptions}
 * names, or else those that ship.
 */
final class AblationCalls {
  private static final int KERNELS = 2;

  private AblationCalls() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    Path directory = Path.of(words[0]);
    Path file = directory.resolve("calls");
    if (Files.exists(file)) {
      return;
    }
    try (Testbed testbed =
        Testbed.start(Kernels.machine(), TestbedSettings.of(KERNELS), CrashListener.NONE)) {
      Descriptions descriptions = descriptions();
      CallSet calls =
          KernelCalls.find(
              testbed,
              descriptions,
              RandomGeneratorFactory.of("L64X128MixRandom").create(1),
              (tried, all) -> System.err.println(tried + " of " + all + " calls tried"));
      Files.createDirectories(directory);
      Files.write(file, calls.calls().stream().map(Call::name).toList());
      System.out.printf(
          "%d calls are described, the kernel has %d; %d kernels crashed%n",
          descriptions.calls().size(), calls.calls().size(), testbed.crashes());
    }
  }

  private static Descriptions descriptions() {
    String directory = System.getProperty("trimtab.descriptions", "");
    if (directory.isEmpty()) {
      return ShippedDescriptions.load();
    }
    DescriptionFiles.Read read = DescriptionFiles.read(Path.of(directory));
    read.diagnostics().check();
    return read.descriptions();
  }

  /** Those that were found out. */
  static CallSet read(Path directory) throws IOException {
    Set<String> names = Set.copyOf(Files.readAllLines(directory.resolve("calls")));
    return CallSet.of(
        descriptions(), call -> ProgramLowering.isRunnable(call) && names.contains(call.name()));
  }
}
