package io.trimtab.tuner.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.testing.RequiresGuest;
import io.trimtab.testing.Slow;
import io.trimtab.tuner.run.RunResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quiet mode: whole runs repeat bit for bit. */
@RequiresGuest
@Slow
class QuietGuestTest {
  private static final GuestCommand HACKBENCH = GuestCommand.of("hackbench", "-g", "2", "-l", "50");
  private static final List<GuestCommand> COMMANDS =
      List.of(HACKBENCH, HACKBENCH, GuestCommand.of("java", "-version"));

  @ParameterizedTest
  @ValueSource(strings = {"6.1", "6.12"})
  void theSameSeedGivesTheSameRun(String series) throws InterruptedException {
    List<RunResult> first = run(series, 7);
    assertTrue(first.get(0).stdout().contains("Time: "), first.get(0)::stdout);
    assertEquals(first, run(series, 7));
  }

  @Test
  void anotherSeedIsAnotherDraw() throws InterruptedException {
    assertNotEquals(run("6.1", 7), run("6.1", 8));
  }

  private static List<RunResult> run(String series, long seed) throws InterruptedException {
    return Labs.shared().batch(GuestSpec.quiet(Labs.kernel(series), seed), COMMANDS);
  }
}
