package io.trimtab.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MILLI = 1_000_000;

  private final AtomicLong now = new AtomicLong(-5_000 * MILLI);
  private final Pace pace = new Pace(now::get, Duration.ofMillis(300), Duration.ofSeconds(1));

  @Test
  void aSlowTickDoesNotShiftThoseAfterIt() {
    assertEquals(300, pace.remainingMillis());
    now.addAndGet(350 * MILLI);
    assertEquals(0, pace.remainingMillis());
    pace.advance();
    assertEquals(950, pace.remainingMillis());
  }

  @Test
  void missedTicksAreLeftOut() {
    now.addAndGet((300 + 3_400) * MILLI);
    pace.advance();
    assertEquals(600, pace.remainingMillis());
  }
}
