package io.trimtab.tuner.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.testing.RequiresGuest;
import io.trimtab.testing.Slow;
import io.trimtab.tuner.environment.Evaluation.Measured;
import io.trimtab.tuner.environment.Laboratory.Trial;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.run.Objective;
import io.trimtab.tuner.workload.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests that are saved anew, on more than one kernel, and those with several processors. */
@RequiresGuest
@Slow
class SavedGuestTest {
  private static final List<GuestRequest> JOB =
      List.of(
          new GuestRequest.Seed(5),
          new GuestRequest.Settle(Duration.ofSeconds(10), Duration.ZERO),
          new GuestRequest.Run(GuestCommand.of("hackbench", "-g", "1", "-l", "20"), true));

  @ParameterizedTest
  @ValueSource(strings = {"6.1", "6.12"})
  void aGuestThatIsSavedAnewIsTheSameOrAnotherMachine(String series, @TempDir Path directory)
      throws Exception {
    GuestLab shared = Labs.shared();
    GuestKernel kernel = Labs.kernel(series);
    SavedGuest first = shared.saved(kernel);
    for (String kind : List.of("kernels", "roots")) {
      Files.createSymbolicLink(directory.resolve(kind), shared.cache().directory().resolve(kind));
    }
    GuestLab other =
        new GuestLab(
            new GuestCache(directory), new HostPrograms(System.getenv("PATH")), GuestProgress.NONE);
    SavedGuest second = other.saved(kernel);
    assertEquals(made(first), made(second));
    assertNotEquals(first.directory(), second.directory());
    JobOutcome outcome = shared.carryOut(first, 5, JOB, Duration.ofMinutes(1));
    assertTrue(outcome.replies().get(0).result().stdout().contains("Time: "), outcome::toString);
    JobOutcome again = other.carryOut(second, 5, JOB, Duration.ofMinutes(1));
    assertTrue(again.isRepeatable());
    if (first.machine().equals(second.machine())) {
      assertEquals(outcome, again);
    }
  }

  /** What a guest is made of, without what was saved. */
  private static String made(SavedGuest guest) {
    return guest.machine().replaceFirst("-.*", "");
  }

  @Test
  void aGuestWithSeveralProcessorsTakesTheSameTrials() throws InterruptedException {
    Labs.kernel("6.1");
    Workload workload =
        new Workload(
            "test",
            "test",
            List.of("sh", "-c", "nproc; hackbench -g 1 -l 5"),
            Objective.parse("max:stdout:^([0-9]+)$"),
            Duration.ofMinutes(1),
            false);
    try (GuestLaboratory laboratory =
        GuestLaboratory.open(Labs.shared(), "6.1", GuestMode.SMP, 1)) {
      assertTrue(laboratory.name().startsWith("guest-smp:6.1."), laboratory::name);
      Measured measured =
          assertInstanceOf(
              Measured.class, laboratory.evaluate(new Trial(workload, Setting.DEFAULTS, 1)));
      assertEquals(2, measured.value());
    }
  }
}
