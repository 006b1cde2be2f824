package io.trimtab.tuner.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.trimtab.testing.RequiresGuest;
import io.trimtab.testing.Slow;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Laboratory.Trial;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.workload.Workload;
import io.trimtab.tuner.workload.WorkloadSuite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every workload of the suite runs in the guest that it is sized for. */
@RequiresGuest
@Slow
class WorkloadsInGuestTest {
  private static final double SHORTEST_SECONDS = 0.25;
  private static final double LONGEST_SECONDS = 1.8;

  @Test
  void eachGivesANumberInASecondOrSo(@TempDir Path directory) throws InterruptedException {
    Labs.kernel("6.1");
    List<String> wrong = new ArrayList<>();
    try (GuestLaboratory laboratory =
        GuestLaboratory.open(
            Labs.shared(), "6.1", GuestMode.QUIET, 2, directory.resolve("trials.db"))) {
      for (Workload workload : WorkloadSuite.shipped().all()) {
        Trial trial = new Trial(workload, Setting.DEFAULTS, 1);
        long start = System.nanoTime();
        JobOutcome outcome = laboratory.run(trial);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Evaluation evaluation = laboratory.evaluate(trial, outcome);
        double seconds =
            outcome.replies().size() < 2 ? 0 : outcome.replies().get(1).result().seconds();
        String line =
            "%-24s %6.3f s of its own, %5.2f s here: %s"
                .formatted(
                    workload.name(),
                    seconds,
                    took.toMillis() / 1e3,
                    evaluation instanceof Evaluation.Measured measured
                        ? measured.value()
                        : evaluation + " " + outcome);
        System.out.println(line);
        boolean isRight =
            evaluation instanceof Evaluation.Measured
                && seconds >= SHORTEST_SECONDS
                && seconds <= LONGEST_SECONDS;
        if (!isRight) {
          wrong.add(line);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }
}
