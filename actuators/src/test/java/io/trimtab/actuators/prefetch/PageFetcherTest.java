package io.trimtab.actuators.prefetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.linux.ProcessMemory;
import io.trimtab.testing.RequiresRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Advice to real processes. */
@RequiresRoot
class PageFetcherTest {
  private static final long FAR = Long.MAX_VALUE / 4;

  private final List<PageFetcher.Result> results = new ArrayList<>();

  private void await(PageFetcher fetcher, int count) throws InterruptedException {
    for (int i = 0; i < 1000 && results.size() < count; i++) {
      fetcher.drain((target, page, result, at) -> results.add(result));
      Thread.sleep(2);
    }
    assertEquals(count, results.size());
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  @Test
  void tellsWhatBecameOfPages() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sleep", "100").start();
    try (PageFetcher fetcher = new PageFetcher(1000)) {
      fetcher.put(3, ProcessMemory.open((int) process.pid(), 0, 4096).orElseThrow());
      long now = System.nanoTime();
      // By the clock of the process, which is where it was told to be.
      fetcher.advance(3, 1000);
      fetcher.offer(3, 10, now, 1000);
      fetcher.offer(3, 11, now, 999);
      fetcher.offer(4, 12, now, FAR);
      fetcher.publish();
      await(fetcher, 3);
      assertEquals(
          List.of(
              PageFetcher.Result.NEEDLESS, PageFetcher.Result.DROPPED, PageFetcher.Result.DROPPED),
          results);
      fetcher.remove(3);
      fetcher.publish();
      for (int i = 0; i < 1000 && fetcher.holds(3); i++) {
        Thread.sleep(2);
      }
      assertFalse(fetcher.holds(3));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatIsFullIsRefusedAndNothingIsLeftOpen() throws IOException, InterruptedException {
    long before = descriptors();
    for (int round = 0; round < 20; round++) {
      Process process = new ProcessBuilder("sleep", "100").start();
      try (PageFetcher fetcher = new PageFetcher(1_000_000)) {
        fetcher.put(0, ProcessMemory.open((int) process.pid(), 0, 4096).orElseThrow());
        long now = System.nanoTime();
        int taken = 0;
        while (taken < 100_000 && fetcher.offer(0, 1000 + taken, now, now + FAR)) {
          taken++;
        }
        assertTrue(taken < 100_000);
        fetcher.publish();
        process.destroyForcibly();
      }
      process.waitFor();
    }
    assertTrue(descriptors() <= before + 2, descriptors() + " descriptors, " + before + " before");
  }

  @Test
  void quantilesAreOfTheRightSize() {
    Latencies latencies = new Latencies();
    for (int i = 1; i <= 1000; i++) {
      latencies.add(i * 1000L);
    }
    assertEquals(1000, latencies.count());
    assertEquals(500_000, latencies.quantile(0.5), 70_000);
    assertEquals(990_000, latencies.quantile(0.99), 130_000);
  }
}
