package io.trimtab.collector.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.testing.RequiresEbpf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Faults of real processes. */
@RequiresEbpf
class FaultRingTest {
  /** What a ring told. */
  private static final class Told implements FaultRing.Sink {
    private final Set<Integer> pids = new HashSet<>();
    private long faults;
    private long last;
    private int execs;
    private int exits;

    @Override
    public void fault(
        long at, long address, long start, int pid, int tid, int majors, int minors, int ip) {
      assertTrue(at >= last, "faults of one thread come in order");
      assertTrue(address > 0 && start > 0);
      last = at;
      faults++;
      pids.add(pid);
    }

    @Override
    public void exec(long at, long start, int pid) {
      execs++;
    }

    @Override
    public void exit(long at, long start, int pid) {
      exits++;
    }
  }

  /** A shell that waits for a line, and then fills 32 MiB, page by page. */
  private static Process filler() throws IOException {
    return new ProcessBuilder(
            "/bin/sh",
            "-c",
            "read go; exec dd if=/dev/zero of=/dev/null bs=32M count=1 2>/dev/null")
        .start();
  }

  private static void go(Process process) throws IOException {
    try (var in = process.getOutputStream()) {
      in.write("go\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void tellsTheFaultsOfOneProcess() throws IOException, InterruptedException {
    Told told = new Told();
    Process process = filler();
    Process other = filler();
    try (FaultRing ring =
        FaultRing.open(new FaultRing.Choice.Processes(), ProcessHandle.current().pid())) {
      assertTrue(ring.add((int) process.pid()));
      go(process);
      go(other);
      assertEquals(0, process.waitFor());
      assertEquals(0, other.waitFor());
      ring.await(1_000_000);
      while (ring.drain(told, 1000) > 0) {
        // All of it.
      }
      assertEquals(0, ring.lost());
    }
    assertEquals(Set.of((int) process.pid()), told.pids);
    // dd may get some of its memory in huge pages.
    assertTrue(told.faults >= 50, told.faults + " faults");
    assertEquals(1, told.execs);
    assertEquals(1, told.exits);
  }

  @Test
  void whoeverWaitsAfterARestIsWokenForTheFirstFault() throws IOException, InterruptedException {
    Told told = new Told();
    Process process =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "read go; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do a=$a$a$i; done; read e")
            .start();
    try (FaultRing ring =
        FaultRing.open(new FaultRing.Choice.Processes(), ProcessHandle.current().pid())) {
      assertTrue(ring.add((int) process.pid()));
      Thread.sleep(200);
      ring.drain(told, Integer.MAX_VALUE);
      ring.rest(1_000_000);
      ring.drain(told, Integer.MAX_VALUE);
      Thread later =
          new Thread(
              () -> {
                try {
                  Thread.sleep(200);
                  process.getOutputStream().write("go\n".getBytes(StandardCharsets.US_ASCII));
                  process.getOutputStream().flush();
                } catch (IOException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      long before = System.nanoTime();
      later.start();
      ring.await(20_000_000_000L);
      assertTrue(System.nanoTime() - before < 10_000_000_000L, "it was woken");
      assertTrue(ring.drain(told, Integer.MAX_VALUE) > 0);
      later.join();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertEquals(0, told.execs + told.exits, "which wake in any case");
  }

  @Test
  void tellsTheFaultsOfACgroup() throws IOException, InterruptedException {
    Path v1 = Path.of("/sys/fs/cgroup/memory");
    Path mount = Files.isDirectory(v1) ? v1 : Path.of("/sys/fs/cgroup");
    Path outer =
        Files.createDirectory(mount.resolve("trimtab-test-" + ProcessHandle.current().pid()));
    Path inner = Files.createDirectory(outer.resolve("inner"));
    Told told = new Told();
    Process process = filler();
    Process other = filler();
    try {
      long inode = (Long) Files.getAttribute(outer, "unix:ino");
      Files.writeString(inner.resolve("cgroup.procs"), Long.toString(process.pid()));
      try (FaultRing ring =
          FaultRing.open(new FaultRing.Choice.Cgroup(inode), ProcessHandle.current().pid())) {
        go(process);
        go(other);
        assertEquals(0, process.waitFor());
        assertEquals(0, other.waitFor());
        ring.drain(told, Integer.MAX_VALUE);
      }
    } finally {
      Files.delete(inner);
      Files.delete(outer);
    }
    assertEquals(Set.of((int) process.pid()), told.pids);
  }
}
