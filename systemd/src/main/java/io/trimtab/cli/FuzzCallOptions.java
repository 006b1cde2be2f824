package io.trimtab.cli;

import io.trimtab.fuzz.loop.CallsFile;
import io.trimtab.fuzz.loop.KernelCalls;
import io.trimtab.fuzz.loop.ProgramLowering;
import io.trimtab.fuzz.model.Descriptions;
import io.trimtab.fuzz.program.CallSet;
import io.trimtab.fuzz.testbed.Testbed;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which calls programs are made of. */
final class FuzzCallOptions {
  @Option(
      names = "--descriptions",
      paramLabel = "DIR",
      description = {
        "Call descriptions: a directory such as syzkaller's sys/linux (default: those that ship"
            + " with Trimtab). Which of their calls the kernel has is tried first, once for a"
            + " --state."
      })
  private @Nullable Path directory;

  Descriptions descriptions(PrintWriter err) {
    return FuzzLanguageOptions.read(directory, err);
  }

  /**
   * Those of the calls described that a testbed's kernels have; of the ones that ship all that can
   * be run.
   *
   * @param state where it is kept which ones they are
   */
  CallSet calls(Descriptions descriptions, Testbed testbed, Path state, FuzzView view)
      throws InterruptedException {
    if (directory == null) {
      return CallSet.of(descriptions, ProgramLowering::isRunnable);
    }
    CallsFile file = new CallsFile(state.resolve("calls"), testbed.machine().name(), descriptions);
    Optional<CallSet> kept = file.read();
    if (kept.isPresent()) {
      return kept.get();
    }
    CallSet calls = KernelCalls.find(testbed, descriptions, view::tried);
    file.write(calls);
    view.line(
        "trimtab: the kernel has %,d of %,d calls"
            .formatted(calls.calls().size(), descriptions.calls().size()));
    return calls;
  }
}
