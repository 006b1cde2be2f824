package io.trimtab.fuzz.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trimtab.fuzz.exec.CallResult;
import io.trimtab.fuzz.exec.ExecCall;
import io.trimtab.fuzz.exec.ExecProgram;
import io.trimtab.fuzz.exec.ExecResult;
import io.trimtab.testing.RequiresGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stock kernel: whichever the guests of {@code trimtab guest} have been given. */
@RequiresGuest
@Timeout(300)
class QemuMachineTest {
  private static final int EBADF = 9;
  private static final Duration CALL = Duration.ofMillis(500);
  private static final TestbedSettings SLOW =
      new TestbedSettings(1, CALL, Duration.ofSeconds(10), Duration.ofSeconds(60), 2);

  @Test
  void aStockKernelAnswersWithResultsAlone() throws IOException, InterruptedException {
    Optional<Path> kernel = kernel();
    assumeTrue(kernel.isPresent(), "needs a guest's kernel: trimtab guest build");
    Path qemu = new HostTools(System.getenv("PATH")).find("qemu-system-x86_64").orElseThrow();
    QemuMachine machine = new QemuMachine(kernel.get(), qemu, Kernels.files());
    try (Testbed testbed = Testbed.start(machine, SLOW, CrashListener.NONE)) {
      ExecProgram program =
          ExecProgram.of(
              ExecCall.of(Programs.SOCKET, 2, 1, 0).into(0),
              Programs.on(0, Programs.LISTEN, 5),
              Programs.on(7, Programs.LISTEN, 5),
              ExecCall.of(Programs.PAUSE),
              ExecCall.of(Programs.GETPID));
      for (Execution execution : testbed.runAll(Collections.nCopies(3, program))) {
        ExecResult result = assertInstanceOf(Execution.Finished.class, execution).result();
        List<CallResult> calls = result.calls();
        assertTrue(calls.get(1).succeeded(), calls.toString());
        assertEquals(EBADF, calls.get(2).errno());
        assertEquals(CallResult.State.INTERRUPTED, calls.get(3).state());
        assertEquals(1, calls.get(4).value());
        assertTrue(result.coverage().isEmpty());
      }
    }
  }

  private static Optional<Path> kernel() throws IOException {
    Path kernels = Path.of(System.getProperty("user.home"), ".cache/trimtab/kernels");
    if (!Files.isDirectory(kernels)) {
      return Optional.empty();
    }
    try (Stream<Path> files =
        Files.find(kernels, 3, (f, a) -> f.getFileName().toString().startsWith("vmlinuz-"))) {
      return files.sorted().findFirst();
    }
  }
}
