package io.trimtab.actuators.prefetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.testing.SwappedMemory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Advice to processes that are none: what order, what time, and what end. */
class PageFetcherOrderTest {
  private static final int PLACE = 5;

  private final List<PageFetcher.Result> results = new ArrayList<>();
  private SwappedMemory memory = new SwappedMemory(page -> true);

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 2500 && !condition.getAsBoolean(); i++) {
      Thread.sleep(2);
    }
    assertTrue(condition.getAsBoolean());
  }

  private void awaitResults(PageFetcher fetcher, int count) throws InterruptedException {
    await(
        () -> {
          fetcher.drain((target, page, result, at) -> results.add(result));
          return results.size() >= count;
        });
    assertEquals(count, results.size());
  }

  private static void offer(PageFetcher fetcher, int pages) {
    offer(fetcher, pages, 2);
  }

  private static void offer(PageFetcher fetcher, int pages, long distance) {
    long now = System.nanoTime();
    for (int i = 0; i < pages; i++) {
      assertTrue(fetcher.offer(PLACE, 100_000 + distance * i, now, Long.MAX_VALUE));
    }
    fetcher.publish();
  }

  @Test
  void aPlaceIsFreeOnlyWhenAllThatWasHandedOverForItIsDone() throws InterruptedException {
    try (PageFetcher fetcher = new PageFetcher(1_000_000)) {
      fetcher.put(PLACE, memory);
      memory.holdUp();
      memory.lose();
      offer(fetcher, 16);
      await(memory::isAdvising);
      offer(fetcher, 40);
      memory.letGo();
      awaitResults(fetcher, 56);
      assertEquals(16, Collections.frequency(results, PageFetcher.Result.LOST));
      assertEquals(40, Collections.frequency(results, PageFetcher.Result.DROPPED));
      assertTrue(fetcher.holds(PLACE), "it has not been let go yet");
      assertFalse(memory.isClosed());

      assertTrue(fetcher.remove(PLACE));
      fetcher.publish();
      await(() -> !fetcher.holds(PLACE));
      await(memory::isClosed);
      SwappedMemory next = new SwappedMemory(page -> true);
      fetcher.put(PLACE, next);
      offer(fetcher, 16);
      awaitResults(fetcher, 72);
      assertEquals(16, Collections.frequency(results, PageFetcher.Result.FETCHED));
      assertFalse(next.isClosed());
    }
  }

  @Test
  void aPageThatIsSwappedOutDoesNotWaitForManyThatAreNot() throws InterruptedException {
    memory = new SwappedMemory(page -> page % 32 == 0);
    try (PageFetcher fetcher = new PageFetcher(1_000_000)) {
      fetcher.put(PLACE, memory);
      offer(fetcher, 256);
      awaitResults(fetcher, 256);
    }
    assertEquals(16, Collections.frequency(results, PageFetcher.Result.FETCHED));
    memory.advice().forEach(pages -> assertEquals(2, pages.size(), "of 32 that were looked at"));
  }

  @Test
  void pagesThatAreNearAreLookedAtTogether() throws InterruptedException {
    try (PageFetcher fetcher = new PageFetcher(1_000_000)) {
      fetcher.put(PLACE, memory);
      offer(fetcher, 64, -17);
      awaitResults(fetcher, 64);
      assertEquals(4, memory.looks());
      offer(fetcher, 64, 128);
      awaitResults(fetcher, 128);
      assertEquals(4 + 32, memory.looks());
    }
    assertEquals(128, Collections.frequency(results, PageFetcher.Result.FETCHED));
    assertEquals(8, memory.advice().size());
  }

  @Test
  void eachResultTellsWhenTheKernelWasAsked() throws InterruptedException {
    List<Long> times = new ArrayList<>();
    try (PageFetcher fetcher = new PageFetcher(1_000_000)) {
      fetcher.put(PLACE, memory);
      memory.holdUp();
      offer(fetcher, 4);
      await(memory::isAdvising);
      long within = System.nanoTime();
      Thread.sleep(100);
      memory.letGo();
      await(
          () -> {
            fetcher.drain((target, page, result, at) -> times.add(at));
            return times.size() == 4;
          });
      assertTrue(times.get(0) <= within);
      assertTrue(times.get(3) > within && times.get(3) < System.nanoTime());
    }
  }
}
