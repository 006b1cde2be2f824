package io.trimtab.features.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trimtab.collector.Collector;
import io.trimtab.collector.sample.Sample;
import io.trimtab.features.extract.Interval;
import io.trimtab.testing.RequiresEbpf;
import io.trimtab.testing.RequiresRoot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One load on the running kernel, with and without the memory that it needs. */
@RequiresRoot
@RequiresEbpf
class LivePressureTest {
  private static final Path V1 = Path.of("/sys/fs/cgroup/memory");
  private static final Path V2 = Path.of("/sys/fs/cgroup");
  private static final double OTHERS = 0.5;
  private static final long LIMIT = 32L << 20;
  private static final int FILE = 192 << 20;
  private static final int CHUNK = 1 << 20;

  /** Reads a file over and over. */
  private static final String LOAD = "echo $$ >\"$0\"; while cat \"$1\" >/dev/null; do :; done";

  @TempDir private Path directory;

  @Test
  void aLoadThatThrashesIsWorseThanTheSameLoadWithMemory() throws Exception {
    Path file = directory.resolve("data");
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int written = 0; written < FILE; written += CHUNK) {
        out.write(ByteBuffer.allocate(CHUNK));
      }
      // Only what is on the disk can be dropped from memory.
      out.force(true);
    }
    Path hierarchy = Files.isDirectory(V1) ? V1 : V2;
    Path small = hierarchy.resolve("trimtab-test-" + ProcessHandle.current().pid());
    Path limit = small.resolve(hierarchy.equals(V1) ? "memory.limit_in_bytes" : "memory.max");
    Files.createDirectory(small);
    try (Collector collector =
        Collector.open(Collector.Options.live(), Clock.systemUTC(), System::nanoTime, line -> {})) {
      assumeTrue(Files.exists(limit), "no memory controller to be had");
      assumeTrue(!collector.absent().containsKey("file.delivered"), "reads are not seen here");
      Files.writeString(limit, Long.toString(LIMIT));
      // The pages have to be charged to the cgroup, not to whoever wrote the file.
      drop(file);
      Pressure.Known thrashing = measure(collector, small, file);
      drop(file);
      Files.copy(file, OutputStream.nullOutputStream());
      Pressure.Known unthrottled = measure(collector, hierarchy, file);
      String both = thrashing + " against " + unthrottled;
      assertTrue(thrashing.progress().read() < unthrottled.progress().read() / 2, both);
      // The objective is the whole host's: what others do is in it as well.
      boolean isBusy =
          thrashing.spent().waitingForCpu() > OTHERS
              || unthrottled.spent().waitingForCpu() > OTHERS;
      assertTrue(isBusy || thrashing.value() > unthrottled.value() + 1, both);
    } finally {
      remove(small);
    }
  }

  private static Pressure.Known measure(Collector collector, Path cgroup, Path file)
      throws IOException, InterruptedException {
    Process load =
        new ProcessBuilder(
                "sh", "-c", LOAD, cgroup.resolve("cgroup.procs").toString(), file.toString())
            .inheritIO()
            .start();
    try {
      Thread.sleep(700);
      Sample before = collector.tick().copy();
      Thread.sleep(1200);
      Sample after = collector.tick().copy();
      Pressure pressure = PressureObjective.of(new Interval(before, after));
      return assertInstanceOf(Pressure.Known.class, pressure);
    } finally {
      load.destroy();
      assertTrue(load.waitFor(5, TimeUnit.SECONDS));
    }
  }

  private static void drop(Path file) throws IOException, InterruptedException {
    Process dd =
        new ProcessBuilder("dd", "if=" + file, "iflag=nocache", "count=0", "status=none").start();
    assertEquals(0, dd.waitFor());
  }

  /** The load's last cat may still be there for a moment. */
  private static void remove(Path cgroup) throws IOException, InterruptedException {
    for (int attempt = 0; ; attempt++) {
      try {
        Files.delete(cgroup);
        return;
      } catch (IOException e) {
        if (attempt == 100) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }
}
