package io.trimtab.daemon.prefetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.collector.linux.FaultRing;
import io.trimtab.testing.RequiresEbpf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Faults of real processes. */
@RequiresEbpf
class PrefetchLoopTest {
  @Test
  void anErrorEndsItWithALine() throws IOException, InterruptedException {
    PrefetchSettings settings =
        new PrefetchSettings(
            () -> {
              throw new OutOfMemoryError("no room");
            },
            1,
            1000,
            false,
            true);
    Process process = new ProcessBuilder("/bin/sh", "-c", "read go; exec sleep 100").start();
    FaultRing ring =
        FaultRing.open(new FaultRing.Choice.Processes(), ProcessHandle.current().pid());
    try (PrefetchLoop loop = PrefetchLoop.start(ring, settings)) {
      assertTrue(ring.add((int) process.pid()));
      process.getOutputStream().write("go\n".getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
      for (int i = 0; i < 1000 && loop.failure().isEmpty(); i++) {
        Thread.sleep(5);
      }
      assertEquals(
          "prefetching failed: java.lang.OutOfMemoryError: no room",
          loop.failure().orElseThrow().getMessage());
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
