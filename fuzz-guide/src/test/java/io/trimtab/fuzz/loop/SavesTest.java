package io.trimtab.fuzz.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.fuzz.FuzzException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SavesTest {
  private final AtomicInteger count = new AtomicInteger();

  @Test
  void itSavesOnTheWayAlsoWhenThatFailed() throws InterruptedException {
    CountDownLatch saved = new CountDownLatch(3);
    AtomicInteger failures = new AtomicInteger();
    try (Saves saves =
        new Saves(
            Duration.ofMillis(1),
            () -> {
              saved.countDown();
              if (count.incrementAndGet() == 1) {
                throw FuzzException.failed("no space left");
              }
            },
            e -> failures.incrementAndGet())) {
      saves.start();
      assertTrue(saved.await(20, TimeUnit.SECONDS));
    }
    assertEquals(1, failures.get());
  }

  @Test
  void itSavesAtTheEndAlsoWhenInterrupted() {
    Saves saves = new Saves(Duration.ofDays(1), count::incrementAndGet, e -> {});
    saves.start();
    Thread.currentThread().interrupt();
    saves.close();

    assertTrue(Thread.interrupted());
    assertEquals(1, count.get());
  }

  @Test
  void whoEndsIsToldThatTheLastOneFailed() {
    Saves saves =
        new Saves(
            Duration.ofDays(1),
            () -> {
              throw FuzzException.failed("no space left");
            },
            e -> count.incrementAndGet());
    saves.start();

    assertThrows(FuzzException.class, saves::close);
    assertEquals(0, count.get());
  }
}
