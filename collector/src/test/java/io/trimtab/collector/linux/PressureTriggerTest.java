package io.trimtab.collector.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trimtab.collector.CollectorException;
import io.trimtab.collector.linux.PressureTrigger.Outcome;
import io.trimtab.collector.linux.PressureTrigger.Share;
import io.trimtab.testing.RequiresRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triggers on the running kernel. */
@RequiresRoot
class PressureTriggerTest {
  private static final Path CPU = Path.of("/proc/pressure/cpu");
  private static final Path MEMORY = Path.of("/proc/pressure/memory");
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Root in a container may lack CAP_SYS_RESOURCE; this window needs none. */
  private static final Duration WINDOW = Duration.ofSeconds(2);

  @BeforeEach
  void kernelHasPressureStallInformation() {
    assumeTrue(Files.exists(CPU), "no /proc/pressure");
  }

  @Test
  void moreThreadsThanCpusAreAStall() throws InterruptedException {
    AtomicBoolean isDone = new AtomicBoolean();
    List<Thread> crowd = new ArrayList<>();
    try (PressureTrigger trigger =
        PressureTrigger.open(CPU, Share.SOME, Duration.ofMillis(100), WINDOW)) {
      for (int i = 0; i < 3 * Runtime.getRuntime().availableProcessors(); i++) {
        Thread spinner =
            new Thread(
                () -> {
                  while (!isDone.get()) {
                    Thread.onSpinWait();
                  }
                });
        crowd.add(spinner);
        spinner.start();
      }
      assertEquals(Outcome.STALLED, trigger.await(Duration.ofSeconds(20)));
    } finally {
      isDone.set(true);
      for (Thread spinner : crowd) {
        spinner.join();
      }
    }
  }

  @Test
  void withoutStallsTheTimeRunsOut() {
    // Every task held up for memory during a whole window: such a machine would not run tests.
    try (PressureTrigger trigger = PressureTrigger.open(MEMORY, Share.FULL, WINDOW, WINDOW)) {
      assertEquals(Outcome.TIMED_OUT, trigger.await(Duration.ofMillis(100)));
    }
  }

  @Test
  void closingEndsTheWaitOfAnotherThread() throws Exception {
    PressureTrigger trigger = PressureTrigger.open(MEMORY, Share.FULL, WINDOW, WINDOW);
    CompletableFuture<Outcome> outcome =
        CompletableFuture.supplyAsync(() -> trigger.await(Duration.ofMinutes(10)));
    Thread.sleep(100);
    trigger.close();
    assertEquals(Outcome.CLOSED, outcome.get(20, TimeUnit.SECONDS));
    assertEquals(Outcome.CLOSED, trigger.await(SECOND));
    trigger.close();
  }

  @Test
  void windowsThatTheKernelDoesNotTakeAreExplained() {
    String tooLong = refusal(CPU, SECOND, Duration.ofSeconds(11));
    assertTrue(tooLong.contains("some 1000000 11000000"), tooLong);
    assertTrue(tooLong.contains("500 ms to 10 s"), tooLong);
    assertTrue(refusal(CPU, SECOND, Duration.ofMillis(10)).contains("500 ms to 10 s"));
    assertTrue(refusal(CPU, Duration.ofSeconds(3), WINDOW).contains("no shorter than the stall"));
  }

  @Test
  void aKernelWithoutPressureIsExplained(@TempDir Path root) {
    String refused = refusal(root.resolve("io"), SECOND, SECOND);
    assertTrue(refused.contains("boot with psi=1"), refused);
  }

  private static String refusal(Path file, Duration stall, Duration window) {
    return assertThrows(
            CollectorException.class, () -> PressureTrigger.open(file, Share.SOME, stall, window))
        .getMessage();
  }
}
