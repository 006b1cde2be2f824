package io.trimtab.actuators.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.fake.FakeKernel;
import io.trimtab.actuators.fake.Kernels;
import io.trimtab.actuators.journal.Journal;
import io.trimtab.actuators.journal.JournalEntry;
import io.trimtab.actuators.journal.StepListener;
import io.trimtab.actuators.journal.TransactionState;
import io.trimtab.actuators.journal.Writer;
import io.trimtab.actuators.kernel.FileError;
import io.trimtab.actuators.kernel.KernelFileException;
import io.trimtab.actuators.kernel.RootedFiles;
import io.trimtab.actuators.transaction.Outcome.Result;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UndoTest {
  private static final String NR_REQUESTS = Kernels.VDA + "nr_requests";
  private static final String READ_AHEAD = Kernels.VDA + "read_ahead_kb";
  private static final String SCHEDULER = Kernels.VDA + "scheduler";

  @TempDir private Path directory;
  private final FakeKernel kernel = Kernels.small();
  private Bench bench;

  @BeforeEach
  void remember() {
    bench = new Bench(kernel, directory);
  }

  @Test
  void goesBackThroughAChainOfTransactions() {
    bench.commit("vm.swappiness=10", "vm.dirty_ratio=30");
    bench.commit("vm.swappiness=20", "vm.dirty_bytes=64M");
    bench.commit("vm.swappiness=30", "vm.dirty_ratio=15");
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void leavesAloneWhatSomeoneElseHasSet() {
    bench.commit("vm.swappiness=10", "vm.vfs_cache_pressure=50");
    kernel.set(Kernels.SWAPPINESS, "33");
    List<Outcome> outcomes = bench.rollbackAll();
    assertEquals(Result.FOREIGN, bench.result(outcomes, "vm.swappiness"));
    assertEquals(Result.RESTORED, bench.result(outcomes, "vm.vfs_cache_pressure"));
    assertEquals("33", kernel.line(Kernels.SWAPPINESS));
    assertEquals(List.of(), bench.rollbackAll(), "it is settled");
  }

  @Test
  void leavesBothTwinsAloneWhenSomeoneElseHasSetOne() {
    bench.commit("vm.dirty_bytes=64M");
    kernel.write(Kernels.DIRTY_RATIO, "33");
    assertEquals(Result.FOREIGN, bench.result(bench.rollbackAll(), "vm.dirty_ratio"));
    assertEquals("33", kernel.line(Kernels.DIRTY_RATIO));
    assertEquals("0", kernel.line(Kernels.DIRTY_BYTES));
  }

  @Test
  void bringsTheTwinInForceBack() {
    bench.commit("vm.dirty_bytes=64M", "vm.overcommit_kbytes=2097152");
    List<Outcome> outcomes = bench.rollbackAll();
    assertEquals(Result.RESTORED, bench.result(outcomes, "vm.dirty_bytes"));
    assertEquals(Result.RESTORED, bench.result(outcomes, "vm.dirty_ratio"));
    bench.assertRestored();
  }

  @Test
  void bringsBytesInForceBack() {
    kernel.write(Kernels.DIRTY_BYTES, "50000000");
    bench = new Bench(kernel, directory);
    bench.commit("vm.dirty_ratio=30");
    bench.commit("vm.dirty_bytes=64M");
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void bringsTwinsBackOfWhichNeitherWasInForce() {
    kernel.write(Kernels.DIRTY_RATIO, "0");
    bench = new Bench(kernel, directory);
    bench.commit("vm.dirty_bytes=64M");
    bench.rollbackAll();
    bench.assertRestored();
    bench.commit("vm.dirty_ratio=30");
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void goesOnFromTheSteppingStoneBetweenTwins() {
    kernel.write(Kernels.DIRTY_RATIO, "0");
    bench = new Bench(kernel, directory);
    bench.commit("vm.dirty_bytes=64M");
    kernel.write(Kernels.DIRTY_RATIO, "5"); // where an undo that was cut off has got to
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void restoresPlainFilesThatDoNotZeroEachOther() {
    Path root = directory.resolve("root");
    kernel.snapshot().forEach((path, text) -> Trees.write(root, path, text));
    bench = new Bench(new RootedFiles(root), directory.resolve("state"));
    bench.commit("vm.dirty_bytes=64M", "mm.transparent_hugepage.enabled=never");
    bench.rollbackAll();
    assertEquals(
        kernel.snapshot().values().stream().toList(), Trees.read(root).values().stream().toList());
  }

  @Test
  void putsThePeriodBackBeforeTheRuntime() {
    bench.commit("kernel.sched_rt_period_us=600000", "kernel.sched_rt_runtime_us=500000");
    bench.rollbackAll();
    bench.assertRestored();
    kernel.set(Kernels.RT_RUNTIME, "500000");
    kernel.set(Kernels.RT_PERIOD, "600000");
    bench = new Bench(kernel, directory);
    bench.commit("kernel.sched_rt_period_us=1000000", "kernel.sched_rt_runtime_us=950000");
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void findsTheOrderThatTheKernelTakesOverSeveralTransactions() {
    bench.commit("kernel.sched_rt_runtime_us=500000");
    bench.commit("kernel.sched_rt_period_us=600000");
    bench.commit("kernel.sched_rt_runtime_us=550000");
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void restoresWhatTheIoSchedulerHasReset() {
    bench.commit("block.vda.scheduler=mq-deadline");
    assertEquals("256", kernel.line(NR_REQUESTS));
    assertEquals(Result.RESTORED, bench.result(bench.rollbackAll(), "block.vda.nr_requests"));
    bench.assertRestored();
  }

  @Test
  void restoresTheTunablesOfAnIoSchedulerThatWasReplaced() {
    kernel.write(SCHEDULER, "mq-deadline");
    kernel.set(Kernels.VDA + "iosched/read_expire", "333");
    kernel.set(NR_REQUESTS, "99");
    bench = new Bench(kernel, directory);
    bench.commit("block.vda.scheduler=kyber", "block.vda.nr_requests=200");
    List<Outcome> outcomes = bench.rollbackAll();
    assertEquals(Result.RESTORED, bench.result(outcomes, "block.vda.iosched.read_expire"));
    bench.assertRestored();
  }

  @Test
  void goesThroughSeveralIoSchedulersWithOneWriter() {
    kernel.write(SCHEDULER, "mq-deadline");
    kernel.set(Kernels.VDA + "iosched/read_expire", "333");
    bench = new Bench(kernel, directory);
    try (Actuator actuator = bench.open()) {
      for (String scheduler : List.of("kyber", "bfq", "none")) {
        try (Transaction transaction = bench.begin(actuator, "block.vda.scheduler=" + scheduler)) {
          transaction.apply();
          transaction.commit();
        }
      }
      actuator.rollback(Optional.empty());
    }
    bench.assertRestored();
  }

  @Test
  void keepsReadAheadWhenAnotherLimitRecomputesIt() {
    bench.commit("block.vda.max_sectors_kb=640", "block.vda.iostats=0");
    assertEquals("96", kernel.line(READ_AHEAD));
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void restoresReadAheadThatWasRecomputedWhenTheWriterDied() {
    kernel.write(Kernels.VDA + "max_sectors_kb", "640");
    assertEquals("1280", kernel.line(READ_AHEAD));
    journal("block.vda.max_sectors_kb", Kernels.VDA + "max_sectors_kb", "1280", "640");
    journalBystander("block.vda.read_ahead_kb", READ_AHEAD, "96");
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void restoresReadAheadThatWasRecomputedWhenTheWriterDiedWhileItAlternated() {
    try (Actuator actuator = bench.open()) {
      Transaction transaction = bench.begin(actuator, "block.vda.max_sectors_kb=640");
      transaction.apply();
      transaction.revert();
    }
    kernel.write(Kernels.VDA + "max_sectors_kb", "640"); // the last that it came to
    assertEquals("1280", kernel.line(READ_AHEAD));
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void keepsABystanderThatSomeoneElseHasSet() {
    bench.commit("block.vda.iostats=0");
    kernel.set(READ_AHEAD, "512");
    List<Outcome> outcomes = bench.rollbackAll();
    assertEquals(Result.FOREIGN, bench.result(outcomes, "block.vda.read_ahead_kb"));
  }

  @Test
  void doesNotMentionBystandersThatStayedAsTheyWere() {
    bench.commit("mm.transparent_hugepage.enabled=never");
    assertEquals(1, bench.rollbackAll().size());
  }

  @Test
  void closesTheRecordOfADeviceThatIsGone() {
    bench.commit("block.vda.nomerges=1", "vm.swappiness=10");
    kernel.snapshot().keySet().stream()
        .filter(path -> path.startsWith("/sys/block/vda"))
        .forEach(kernel::remove);
    List<Outcome> outcomes = bench.rollbackAll();
    assertEquals(Result.GONE, bench.result(outcomes, "block.vda.nomerges"));
    assertEquals(Result.RESTORED, bench.result(outcomes, "vm.swappiness"));
    assertEquals(List.of(), bench.rollbackAll());
  }

  @Test
  void keepsTheRecordWhileDebugfsIsNotMounted() {
    String slice = "/sys/kernel/debug/sched/base_slice_ns";
    kernel.file(slice, "2800000\n");
    bench = new Bench(kernel, directory);
    bench.commit("sched.base_slice_ns=4000000");
    kernel.remove(slice);
    assertEquals(Result.FAILED, bench.result(bench.rollbackAll(), "sched.base_slice_ns"));
    kernel.file(slice, "4000000\n");
    assertEquals(Result.RESTORED, bench.result(bench.rollbackAll(), "sched.base_slice_ns"));
    bench.assertRestored();
  }

  @Test
  void keepsTheRecordOfWhatTheKernelRefusesToTakeBack() {
    bench.commit("vm.swappiness=10", "vm.vfs_cache_pressure=50");
    kernel.refuses(Kernels.SWAPPINESS, FileError.BUSY);
    List<Outcome> outcomes = bench.rollbackAll();
    assertEquals(Result.FAILED, bench.result(outcomes, "vm.swappiness"));
    assertEquals(Result.RESTORED, bench.result(outcomes, "vm.vfs_cache_pressure"));
    kernel.answers(Kernels.SWAPPINESS, value -> value);
    assertEquals(Result.RESTORED, bench.result(bench.rollbackAll(), "vm.swappiness"));
    bench.assertRestored();
  }

  @Test
  void restoresANameThatThisCatalogueDoesNotKnow() {
    kernel.file("/proc/sys/vm/older", "7\n");
    kernel.file("/sys/kernel/mm/older", "one [two] three\n");
    journal("vm.older", "/proc/sys/vm/older", "5", "7");
    journal("mm.older", "/sys/kernel/mm/older", "three", "two");
    journal("vm.gone", "/proc/sys/vm/gone", "5", "7");
    List<Outcome> outcomes = bench.rollbackAll();
    assertEquals(Result.RESTORED, bench.result(outcomes, "vm.older"));
    assertEquals("5", kernel.line("/proc/sys/vm/older"));
    assertEquals("one two [three]", kernel.line("/sys/kernel/mm/older"));
    assertEquals(Result.GONE, bench.result(outcomes, "vm.gone"));
  }

  @Test
  void restoresAnOriginalOutsideTheSafeRange() {
    kernel.set(Kernels.SWAPPINESS, "0");
    kernel.set(Kernels.RT_RUNTIME, "-1");
    bench = new Bench(kernel, directory);
    bench.commit("vm.swappiness=10", "kernel.sched_rt_runtime_us=500000");
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void recoversFromAWriterThatDiedBeforeItReadTheValueBack() {
    kernel.set(READ_AHEAD, "60"); // written 61, and rounded before anyone looked
    journal("block.vda.read_ahead_kb", READ_AHEAD, "96", "61");
    kernel.set(NR_REQUESTS, "256"); // written 1000, and clamped
    journal("block.vda.nr_requests", NR_REQUESTS, "77", "1000");
    try (Actuator actuator = bench.open()) {
      assertEquals(2, actuator.recover().size());
    }
    bench.assertRestored();
  }

  @Test
  void recoversBeforeItBeginsAnything() {
    kernel.set(Kernels.SWAPPINESS, "10");
    journal("vm.swappiness", Kernels.SWAPPINESS, "60", "10");
    try (Actuator actuator = bench.open();
        Transaction transaction = bench.begin(actuator, "vm.vfs_cache_pressure=50")) {
      transaction.apply();
      assertEquals("60", kernel.line(Kernels.SWAPPINESS));
    }
    bench.assertRestored();
  }

  @Test
  void forgetsWhatAnotherBootHasWritten() {
    bench.commit("vm.swappiness=10");
    kernel.set(Kernels.BOOT_ID, "another");
    assertEquals(List.of(), bench.rollbackAll());
    assertEquals("10", kernel.line(Kernels.SWAPPINESS), "the administrator's own by now");
  }

  @Test
  void restoresWhenTheBootCannotBeTold() {
    kernel.remove(Kernels.BOOT_ID);
    bench.commit("vm.swappiness=10");
    kernel.file(Kernels.BOOT_ID, "known\n");
    bench.rollbackAll();
    bench.assertRestored();
    bench.commit("vm.swappiness=10");
    kernel.remove(Kernels.BOOT_ID);
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void refusesToRollBackUnderALaterTransaction() {
    bench.commit("vm.swappiness=10");
    bench.commit("vm.swappiness=20");
    try (Actuator actuator = bench.open()) {
      assertEquals(
          "transaction 2 changed vm.swappiness after transaction 1; roll back 2 first, or use --all",
          assertThrows(ActuatorException.class, () -> actuator.rollback(Optional.of(1L)))
              .getMessage());
      actuator.rollback(Optional.of(2L));
      assertEquals("10", kernel.line(Kernels.SWAPPINESS));
      assertThrows(ActuatorException.class, () -> actuator.rollback(Optional.of(2L)));
      assertThrows(ActuatorException.class, () -> actuator.rollback(Optional.of(9L)));
    }
  }

  @Test
  void aLaterTransactionInheritsTheOriginalWhenALeaseEndsBelowIt() {
    Instant start = Instant.parse("2026-11-01T12:00:00Z");
    try (Actuator actuator = bench.open(Clock.fixed(start, ZoneOffset.UTC), StepListener.NONE)) {
      Transaction leased =
          actuator.begin(
              Bench.configuration("vm.swappiness=10", "vm.vfs_cache_pressure=50"),
              "leased",
              Optional.of(Duration.ofMinutes(10)));
      leased.apply();
      leased.leaveToLease();
    }
    Clock during = Clock.fixed(start.plusSeconds(60), ZoneOffset.UTC);
    try (Actuator actuator = bench.open(during, StepListener.NONE);
        Transaction later = bench.begin(actuator, "vm.swappiness=20")) {
      later.apply();
      later.commit();
    }
    Clock after = Clock.fixed(start.plusSeconds(600), ZoneOffset.UTC);
    try (Actuator actuator = bench.open(after, StepListener.NONE)) {
      List<Outcome> outcomes = actuator.recover();
      assertEquals(Result.SUPERSEDED, bench.result(outcomes, "vm.swappiness"));
      assertEquals(Result.RESTORED, bench.result(outcomes, "vm.vfs_cache_pressure"));
      assertEquals("20", kernel.line(Kernels.SWAPPINESS));
      actuator.rollback(Optional.of(2L));
    }
    bench.assertRestored();
  }

  @Test
  void aLaterTransactionKeepsItsValueWhenAnUndoBelowItDisturbsIt() {
    try (Actuator actuator = bench.open()) {
      Transaction earlier = bench.begin(actuator, "block.vda.scheduler=mq-deadline");
      earlier.apply();
      Transaction later = bench.begin(actuator, "block.vda.nr_requests=111");
      later.apply();
      earlier.undo();
      assertEquals("none", schedulerInForce());
      assertEquals("111", kernel.line(NR_REQUESTS));
      later.undo();
    }
    bench.assertRestored();
  }

  private String schedulerInForce() {
    return Bench.values(kernel).get("block.vda.scheduler");
  }

  @Test
  void endsWhenTwoTunablesChangeEachOtherForever() {
    kernel.answers(Kernels.SWAPPINESS, value -> value);
    kernel.onWrite(
        (path, value) -> {
          if (path.equals(Kernels.SWAPPINESS)) {
            kernel.set(Kernels.DIRTY_RATIO, "7");
          } else if (path.equals(Kernels.DIRTY_RATIO)) {
            kernel.set(Kernels.SWAPPINESS, "7");
          }
        });
    ActuatorException failure =
        assertThrows(
            ActuatorException.class, () -> bench.commit("vm.swappiness=10", "vm.dirty_ratio=30"));
    assertTrue(failure.getMessage().contains("another write"), failure.getMessage());
  }

  /** A transaction whose writer has died before it noted what the kernel showed. */
  private void journal(String tunable, String file, String original, String intended) {
    journal(tunable, file, original, intended, false);
  }

  private void journalBystander(String tunable, String file, String original) {
    journal(tunable, file, original, original, true);
  }

  private void journal(
      String tunable, String file, String original, String intended, boolean implied) {
    try (Journal journal = Journal.open(bench.state.journal(), StepListener.NONE)) {
      JournalEntry entry =
          new JournalEntry(
              tunable, file, original, intended, Optional.empty(), implied, Optional.empty());
      long id =
          journal.begin(
              Instant.now(),
              kernel.line(Kernels.BOOT_ID),
              new Writer(Long.MAX_VALUE, Instant.EPOCH),
              "died",
              Optional.empty(),
              List.of(entry));
      assertEquals(TransactionState.OPEN, journal.find(id).orElseThrow().state());
    }
  }

  @Test
  void releasesWhatKeepsTheKernelBusy() {
    String run = "/sys/kernel/mm/ksm/run";
    String sharing = "/sys/kernel/mm/ksm/max_page_sharing";
    kernel.file(run, "1\n").file(sharing, "256\n");
    kernel.answers(
        sharing,
        value -> {
          if (value.equals("256") && !kernel.line(run).equals("2")) {
            throw new KernelFileException(sharing, FileError.BUSY, "busy: pages are merged");
          }
          return value;
        });
    bench = new Bench(kernel, directory);
    bench.commit("mm.ksm.max_page_sharing=512");
    bench.rollbackAll();
    assertEquals("256", kernel.line(sharing));
    assertEquals("1", kernel.line(run), "what was written there to release it is undone as well");
  }

  @Test
  void undoesWhatAnUndoThatWasCutShortHadReleased() {
    String run = "/sys/kernel/mm/ksm/run";
    String sharing = "/sys/kernel/mm/ksm/max_page_sharing";
    kernel.file(run, "1\n").file(sharing, "256\n");
    bench = new Bench(kernel, directory);
    bench.commit("mm.ksm.max_page_sharing=512");
    kernel.set(run, "2");
    bench.rollbackAll();
    assertEquals("256", kernel.line(sharing));
    assertEquals("1", kernel.line(run));
  }

  @Test
  void takesBackAReleaseThatTheKernelDidNotFinish() {
    String run = "/sys/kernel/mm/ksm/run";
    String sharing = "/sys/kernel/mm/ksm/max_page_sharing";
    kernel.file(run, "1\n").file(sharing, "256\n");
    bench = new Bench(kernel, directory);
    bench.commit("mm.ksm.max_page_sharing=512");
    kernel.refuses(sharing, FileError.BUSY);
    kernel.answers(
        run,
        value -> {
          if (value.equals("2")) {
            throw new KernelFileException(run, FileError.OTHER, "cannot allocate memory");
          }
          return value;
        });
    List<Outcome> outcomes = bench.rollbackAll();
    assertEquals(Result.FAILED, bench.result(outcomes, "mm.ksm.max_page_sharing"));
    assertEquals("1", kernel.line(run));
  }
}
