package io.trimtab.fuzz.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a kernel is kept apart from this machine, and that it never outlives who started it. */
@RequiresKernel
@Timeout(60)
class LaunchTest {
  private Process launcher;
  private List<ProcessHandle> kernel;

  @BeforeEach
  void boot() throws IOException, InterruptedException {
    launcher = Kernels.machine().start();
    assertEquals(Frame.READY, Frame.read(launcher.getInputStream()).kind());
    kernel = launcher.descendants().toList();
    assertTrue(kernel.size() >= 3, "a first process, the kernel and its first program");
  }

  @AfterEach
  void end() {
    launcher.destroyForcibly();
  }

  private void assertNothingIsLeft() throws InterruptedException {
    assertTrue(launcher.waitFor(5, TimeUnit.SECONDS));
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (kernel.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < until) {
      Thread.sleep(10);
    }
    assertTrue(kernel.stream().noneMatch(ProcessHandle::isAlive), kernel.toString());
  }

  /** As when this process is killed: the system closes its end of the line. */
  @Test
  void whenItsInputEndsSoDoesTheKernel() throws IOException, InterruptedException {
    launcher.getOutputStream().close();
    assertNothingIsLeft();
  }

  @Test
  void whenTheLauncherIsKilledSoIsTheKernel() throws InterruptedException {
    launcher.destroyForcibly();
    assertNothingIsLeft();
  }

  @Test
  void whenTheKernelAloneIsKilledNoneOfItsProgramsGoesOn() throws InterruptedException {
    // Its first process, and the kernel as the only child of that.
    ProcessHandle first = launcher.children().findFirst().orElseThrow();
    first.children().findFirst().orElseThrow().destroyForcibly();
    assertNothingIsLeft();
  }

  @Test
  void theKernelHasNoPrivilege() throws IOException {
    for (ProcessHandle process : kernel) {
      String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
      assertTrue(status.contains("CapEff:\t0000000000000000"), status);
      assertTrue(status.contains("NoNewPrivs:\t1"), status);
      assertTrue(!status.contains("Uid:\t0\t"), status);
    }
  }

  @Test
  void theKernelHasNoNetworkAndNoMountOfThisMachines() throws IOException {
    for (String namespace : List.of("net", "mnt", "pid", "ipc")) {
      Path mine = Files.readSymbolicLink(Path.of("/proc/self/ns/" + namespace));
      Path its =
          Files.readSymbolicLink(Path.of("/proc/" + kernel.get(0).pid() + "/ns/" + namespace));
      assertTrue(!mine.equals(its), namespace);
    }
  }
}
