package io.trimtab.tuner.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.features.extract.HostFeatures;
import io.trimtab.testing.RequiresGuest;
import io.trimtab.tuner.TunerException;
import io.trimtab.tuner.environment.Evaluation;
import io.trimtab.tuner.environment.Evaluation.Failed;
import io.trimtab.tuner.environment.Evaluation.Measured;
import io.trimtab.tuner.environment.Laboratory.Trial;
import io.trimtab.tuner.environment.SchedulingPolicy;
import io.trimtab.tuner.environment.Setting;
import io.trimtab.tuner.run.Objective;
import io.trimtab.tuner.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The quiet laboratory on a stock 6.1. */
@RequiresGuest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestLaboratoryTest {
  private static final Workload HACKBENCH =
      workload("min:stdout:Time: ([0-9.]+)", 20, "hackbench", "-g", "1", "-l", "20");
  private static final String WAKEUP = "sched.wakeup_granularity_ns";

  private GuestLab lab;
  private SavedGuest saved;
  private GuestLaboratory laboratory;

  @BeforeAll
  void open(@TempDir Path directory) throws InterruptedException {
    lab = Labs.shared();
    saved = lab.saved(Labs.kernel("6.1"));
    laboratory =
        GuestLaboratory.open(lab, "6.1", GuestMode.QUIET, 2, directory.resolve("trials.db"));
  }

  @AfterAll
  void close() {
    if (laboratory != null) {
      laboratory.close();
    }
  }

  private static Workload workload(String objective, int seconds, String... words) {
    return new Workload(
        "test",
        "test",
        List.of(words),
        Objective.parse(objective),
        Duration.ofSeconds(seconds),
        false);
  }

  /** As a trial runs, but never from the memo. */
  private JobOutcome run(Setting setting, Workload workload, long seed)
      throws InterruptedException {
    GuestTrial trial =
        new GuestTrial(new Trial(workload, setting, seed), laboratory.tunables().changes(setting));
    return lab.carryOut(saved, seed, trial.requests(true), trial.limit());
  }

  private static Setting wakeup(String nanos) {
    return Setting.of(SchedulingPolicy.OTHER, Map.of(WAKEUP, nanos));
  }

  @Test
  void theSameTrialGivesTheSameToTheBit() throws InterruptedException {
    JobOutcome first = run(wakeup("8000000"), HACKBENCH, 7);
    assertTrue(first.isRepeatable());
    assertTrue(first.replies().get(1).result().stdout().contains("Time: "), first::toString);
    run(wakeup("10000"), HACKBENCH, 7); // What another trial did cannot be told.
    assertEquals(first, run(wakeup("8000000"), HACKBENCH, 7));
  }

  @Test
  void anotherSeedIsAnotherDraw() throws InterruptedException {
    assertNotEquals(
        run(Setting.DEFAULTS, HACKBENCH, 7).replies().get(1).result().seconds(),
        run(Setting.DEFAULTS, HACKBENCH, 8).replies().get(1).result().seconds());
  }

  @Test
  void sideBySideIsAsOneByOne() throws InterruptedException {
    List<Trial> trials =
        List.of(new Trial(HACKBENCH, Setting.DEFAULTS, 31), new Trial(HACKBENCH, wakeup("0"), 32));
    List<Evaluation> together = laboratory.evaluate(trials);
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      JobOutcome alone = run(trial.setting(), trial.workload(), trial.seed());
      double value = assertInstanceOf(Measured.class, together.get(i)).value();
      assertTrue(
          alone.replies().get(1).result().stdout().contains("Time: %.3f".formatted(value)),
          alone::toString);
      // And from the memo.
      assertEquals(together.get(i), laboratory.evaluate(trial));
    }
  }

  @Test
  void theFeaturesTellWhatItDid() throws InterruptedException {
    Measured measured =
        assertInstanceOf(
            Measured.class, laboratory.evaluate(new Trial(HACKBENCH, Setting.DEFAULTS, 1)));
    assertEquals(HostFeatures.schema().size(), measured.features().size());
    List<String> names = HostFeatures.schema().names();
    assertTrue(measured.features().get(names.indexOf("cpu_busy")) > 0.9, measured::toString);
    assertTrue(measured.features().get(names.indexOf("switches")) > 10, measured::toString);
    assertTrue(measured.features().get(names.indexOf("psi_cpu")) > 0.3, measured::toString);
  }

  @Test
  void valuesAndPolicyAreInForceWhileItRuns() throws InterruptedException {
    Workload show =
        workload(
            "min:elapsed",
            9,
            "sh",
            "-c",
            "cat /sys/kernel/debug/sched/wakeup_granularity_ns"
                + " /proc/sys/kernel/sched_rt_runtime_us /sys/kernel/debug/sched/preempt;"
                + " chrt --pid $$");
    Setting setting =
        Setting.of(
            SchedulingPolicy.RR,
            Map.of(
                WAKEUP, "123456", "kernel.sched_rt_runtime_us", "900000", "sched.preempt", "full"));
    String shown = run(setting, show, 1).replies().get(1).result().stdout();
    assertTrue(shown.startsWith("123456\n900000\nnone voluntary (full)\n"), shown);
    assertTrue(shown.contains("SCHED_RR"), shown);
    String before = run(Setting.DEFAULTS, show, 1).replies().get(1).result().stdout();
    assertEquals(
        laboratory.space().baseline().value(WAKEUP), before.lines().findFirst().orElse(""));
    assertTrue(before.contains("SCHED_OTHER"), before);
  }

  @Test
  void aPanicIsAFailureWithTheKernelsWords() throws InterruptedException {
    Workload crash =
        workload(
            "min:elapsed",
            9,
            "sh",
            "-c",
            "echo 1 >/proc/sys/kernel/sysrq; echo c >/proc/sysrq-trigger");
    Failed failed =
        assertInstanceOf(Failed.class, laboratory.evaluate(new Trial(crash, Setting.DEFAULTS, 1)));
    assertTrue(failed.reason().contains("Kernel panic"), failed::reason);
  }

  @Test
  void aHangIsAFailureAtAnInstantOfTheGuests() throws InterruptedException {
    Workload hang =
        workload(
            "min:elapsed",
            1,
            "sh",
            "-c",
            "echo -1 >/proc/sys/kernel/sched_rt_runtime_us; exec chrt --fifo 99 sh -c 'while :; do"
                + " :; done'");
    JobOutcome outcome = run(Setting.DEFAULTS, hang, 1);
    assertTrue(outcome.isRepeatable());
    assertEquals(
        "the guest hung: it came to no end in 16 s of its own time", outcome.failure().orElse(""));
    assertInstanceOf(Failed.class, laboratory.evaluate(new Trial(hang, Setting.DEFAULTS, 1)));
  }

  @Test
  void aWorkloadThatDoesNotEndIsAFailure() throws InterruptedException {
    Workload endless = workload("min:elapsed", 1, "sleep", "1000");
    Failed failed =
        assertInstanceOf(
            Failed.class, laboratory.evaluate(new Trial(endless, Setting.DEFAULTS, 1)));
    assertTrue(failed.reason().contains("did not end within its limit"), failed::reason);
  }

  @Test
  void whatIsNotTheSettingsFaultIsThrown() {
    Workload missing = workload("min:elapsed", 1, "no-such-program");
    TunerException e =
        assertThrows(
            TunerException.class,
            () -> laboratory.evaluate(new Trial(missing, Setting.DEFAULTS, 1)));
    assertTrue(e.getMessage().contains("no-such-program"), e.getMessage());
    Setting unknown = Setting.of(SchedulingPolicy.OTHER, Map.of("sched.base_slice_ns", "3000000"));
    assertThrows(TunerException.class, () -> laboratory.evaluate(new Trial(HACKBENCH, unknown, 1)));
    assertFalse(laboratory.name().isEmpty());
  }
}
