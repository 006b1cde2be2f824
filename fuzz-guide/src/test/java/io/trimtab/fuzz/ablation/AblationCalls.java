package io.trimtab.fuzz.ablation;

import io.trimtab.fuzz.FuzzException;
import io.trimtab.fuzz.loop.CallsFile;
import io.trimtab.fuzz.loop.KernelCalls;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.syzlang.DescriptionFiles;
import io.trimtab.fuzz.syzlang.ShippedDescriptions;
import io.trimtab.fuzz.testbed.CrashListener;
import io.trimtab.fuzz.testbed.Kernels;
import io.trimtab.fuzz.testbed.Testbed;
import io.trimtab.fuzz.testbed.TestbedSettings;
import io.trimtab.fuzz.testbed.UmlMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
    if (Files.exists(directory.resolve("calls"))) {
      read(directory);
      return;
    }
    Files.createDirectories(directory);
    UmlMachine machine = Kernels.machine();
    Descriptions descriptions = descriptions();
    try (Testbed testbed =
        Testbed.start(machine, TestbedSettings.of(KERNELS), CrashListener.NONE)) {
      CallSet calls =
          KernelCalls.find(
              testbed,
              descriptions,
              (tried, all) -> System.err.println(tried + " of " + all + " calls tried"));
      file(directory, machine, descriptions).write(calls);
      System.out.printf(
          "%d calls are described, the kernel has %d%n",
          descriptions.calls().size(), calls.calls().size());
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

  private static CallsFile file(Path directory, UmlMachine machine, Descriptions descriptions) {
    return new CallsFile(directory.resolve("calls"), machine.name(), descriptions);
  }

  /** Those that were found out. */
  static CallSet read(Path directory) throws InterruptedException {
    return file(directory, Kernels.machine(), descriptions())
        .read()
        .orElseThrow(
            () ->
                FuzzException.invalid(
                    directory
                        + " has runs on another kernel, or with other descriptions: they cannot be"
                        + " compared with new ones; name another directory"));
  }
}
