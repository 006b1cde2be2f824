package io.trimtab.actuators.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.fake.FakeKernel;
import io.trimtab.actuators.fake.Gate;
import io.trimtab.actuators.fake.Kernels;
import io.trimtab.actuators.journal.Journal;
import io.trimtab.actuators.journal.JournalTransaction;
import io.trimtab.actuators.journal.TransactionState;
import io.trimtab.actuators.kernel.FileError;
import io.trimtab.actuators.transaction.Outcome.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TransactionTest {
  @TempDir private Path directory;
  private final FakeKernel kernel = Kernels.small();
  private final Gate gate = new Gate();
  private Bench bench;

  @BeforeEach
  void remember() {
    bench = new Bench(kernel, directory);
  }

  @AfterEach
  void letGo() {
    gate.open();
  }

  @Test
  void writesInOrderAndKeepsWhatIsCommitted() {
    bench.commit("vm.swappiness=10", "mm.transparent_hugepage.enabled=never");
    assertEquals(List.of(Kernels.SWAPPINESS + "=10", Kernels.THP + "=never"), kernel.written());
    JournalTransaction kept = journaled().get(0);
    assertEquals(TransactionState.COMMITTED, kept.state());
    assertEquals(Optional.of("10"), kept.entries().get(0).observed());
    assertEquals(Result.RESTORED, bench.result(bench.rollbackAll(), "vm.swappiness"));
    bench.assertRestored();
    assertEquals(TransactionState.UNDONE, journaled().get(0).state());
  }

  @Test
  void writesNothingThatIsSoAlready() {
    bench.commit("vm.swappiness=60");
    assertEquals(List.of(), kernel.written());
    assertEquals(List.of(), journaled());
  }

  @Test
  void isUndoneWhenItIsNotCommitted() {
    try (Actuator actuator = bench.open();
        Transaction transaction = bench.begin(actuator, "vm.swappiness=10")) {
      transaction.apply();
      assertEquals("10", kernel.line(Kernels.SWAPPINESS));
    }
    bench.assertRestored();
    assertEquals(TransactionState.UNDONE, journaled().get(0).state());
  }

  @Test
  void alternatesBetweenItsValuesAndTheOriginals() {
    try (Actuator actuator = bench.open();
        Transaction transaction =
            bench.begin(
                actuator,
                "vm.dirty_bytes=64M",
                "block.vda.scheduler=mq-deadline",
                "block.vda.max_sectors_kb=640",
                "block.vda.read_ahead_kb=16")) {
      for (int i = 0; i < 3; i++) {
        transaction.apply();
        assertEquals("67108864", kernel.line(Kernels.DIRTY_BYTES));
        assertEquals("16", kernel.line(Kernels.VDA + "read_ahead_kb"));
        transaction.revert();
        bench.assertRestored();
      }
    }
    bench.assertRestored();
  }

  @Test
  void undoesEverythingWhenTheKernelRefusesOne() {
    kernel.refuses(Kernels.THP, FileError.REJECTED);
    assertFails("vm.swappiness=10", "mm.transparent_hugepage.enabled=never");
    bench.assertRestored();
    assertEquals(List.of(Kernels.SWAPPINESS + "=10", Kernels.SWAPPINESS + "=60"), kernel.written());
  }

  @Test
  void undoesAValueThatTheKernelClamps() {
    kernel.answers(
        Kernels.VDA + "nr_requests", value -> Long.parseLong(value) > 256 ? "256" : value);
    ActuatorException failure = assertFails("vm.swappiness=10", "block.vda.nr_requests=1000");
    assertTrue(failure.getMessage().contains("wrote 1000, but the kernel keeps 256"));
    bench.assertRestored();
  }

  @Test
  void acceptsAValueThatTheKernelRoundsAndUndoesIt() {
    kernel.answers(
        Kernels.VDA + "read_ahead_kb", value -> String.valueOf(Long.parseLong(value) / 4 * 4));
    bench.commit("block.vda.read_ahead_kb=66");
    assertEquals("64", kernel.line(Kernels.VDA + "read_ahead_kb"));
    assertEquals(Result.RESTORED, bench.result(bench.rollbackAll(), "block.vda.read_ahead_kb"));
    bench.assertRestored();
  }

  @Test
  void acceptsWhateverAResetBringsBackAndUndoesIt() {
    kernel.file(Kernels.VDA + "wbt_lat_usec", "3000\n");
    kernel.answers(Kernels.VDA + "wbt_lat_usec", value -> value.equals("-1") ? "75000" : value);
    bench = new Bench(kernel, directory);
    bench.commit("block.vda.wbt_lat_usec=-1");
    assertEquals("75000", kernel.line(Kernels.VDA + "wbt_lat_usec"));
    kernel.set(Kernels.VDA + "wbt_lat_usec", "5000");
    assertEquals(Result.FOREIGN, bench.result(bench.rollbackAll(), "block.vda.wbt_lat_usec"));
    kernel.set(Kernels.VDA + "wbt_lat_usec", "3000");
    bench.commit("block.vda.wbt_lat_usec=-1");
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void refusesToWriteOverWhatSomeoneElseHasSetMeanwhile() {
    try (Actuator actuator = bench.open()) {
      Transaction transaction =
          bench.begin(actuator, "vm.swappiness=10", "vm.vfs_cache_pressure=50");
      transaction.apply();
      transaction.revert();
      kernel.set(Kernels.SWAPPINESS, "33");
      kernel.forgetWritten();
      assertEquals(
          "vm.swappiness: someone else has set it to 33; left alone",
          assertThrows(ActuatorException.class, transaction::apply).getMessage());
      assertEquals(List.of(), kernel.written());
      assertEquals("33", kernel.line(Kernels.SWAPPINESS));
    }
    assertEquals(TransactionState.UNDONE, journaled().get(0).state());
  }

  @Test
  void tellsWhenItCannotRevertBecauseSomeoneElseHasSetIt() {
    try (Actuator actuator = bench.open();
        Transaction transaction =
            bench.begin(actuator, "vm.swappiness=10", "vm.vfs_cache_pressure=50")) {
      transaction.apply();
      kernel.set(Kernels.SWAPPINESS, "33");
      assertThrows(ActuatorException.class, transaction::revert);
    }
    assertEquals("33", kernel.line(Kernels.SWAPPINESS));
    assertEquals("100", kernel.line("/proc/sys/vm/vfs_cache_pressure"));
  }

  @Test
  void touchesNothingWhenItWasNeverApplied() {
    try (Actuator actuator = bench.open();
        Transaction transaction = bench.begin(actuator, "vm.swappiness=10")) {
      kernel.set(Kernels.SWAPPINESS, "33");
      assertEquals(Result.UNCHANGED, bench.result(transaction.undo(), "vm.swappiness"));
    }
    assertEquals("33", kernel.line(Kernels.SWAPPINESS));
    assertEquals(TransactionState.UNDONE, journaled().get(0).state());
  }

  @Test
  void aStuckWriteThatLandsLateIsUndoneOnceItHasLanded() {
    kernel.delays(Kernels.SWAPPINESS, gate::await);
    try (Actuator actuator = bench.open()) {
      Transaction transaction = bench.begin(actuator, "vm.swappiness=10");
      ActuatorException failure = assertThrows(ActuatorException.class, transaction::apply);
      assertTrue(failure.getMessage().contains("and undoing failed"), failure.getMessage());
      assertTrue(journaled().get(0).state().isActive(), "the value may still land");
      assertEquals(Result.FAILED, bench.result(actuator.recover(), "vm.swappiness"));
      gate.open();
      assertEquals(Result.RESTORED, bench.result(actuator.recover(), "vm.swappiness"));
      assertEquals(
          List.of(Kernels.SWAPPINESS + "=10", Kernels.SWAPPINESS + "=60"), kernel.written());
    }
    bench.assertRestored();
    assertEquals(TransactionState.UNDONE, journaled().get(0).state());
  }

  @Test
  void cannotBeAppliedAfterSomethingElseHasRolledItBack() {
    try (Actuator actuator = bench.open()) {
      Transaction transaction = bench.begin(actuator, "vm.swappiness=10");
      transaction.apply();
      actuator.rollback(Optional.empty());
      bench.assertRestored();
      assertThrows(ActuatorException.class, transaction::apply);
      assertEquals(List.of(), transaction.undo());
    }
    bench.assertRestored();
  }

  @Test
  void cannotBeAppliedAfterItsActuatorWasClosed() {
    Transaction transaction;
    try (Actuator actuator = bench.open()) {
      transaction = bench.begin(actuator, "vm.swappiness=10");
    }
    assertThrows(ActuatorException.class, transaction::apply);
    bench.assertRestored();
  }

  @Test
  void isUndoneAfterTheWriteAtHandWhenAnotherThreadClosesIt() throws InterruptedException {
    try (Actuator actuator = bench.open()) {
      Transaction transaction =
          bench.begin(actuator, "vm.swappiness=10", "vm.vfs_cache_pressure=50");
      Thread closer = new Thread(transaction::close, "like Ctrl-C");
      // With the first write only: the closer's own may come before it is joined.
      AtomicBoolean isStarted = new AtomicBoolean();
      kernel.delays(
          Kernels.SWAPPINESS,
          () -> {
            if (isStarted.compareAndSet(false, true)) {
              closer.start();
            }
          });
      transaction.apply();
      closer.join();
    }
    bench.assertRestored();
  }

  @Test
  void mayBeLeftToItsLease() {
    long id;
    try (Actuator actuator = bench.open()) {
      Transaction transaction =
          actuator.begin(
              Bench.configuration("vm.swappiness=10"), "a test", Optional.of(Duration.ofHours(1)));
      transaction.apply();
      transaction.leaveToLease();
      transaction.close();
      id = transaction.id();
    }
    assertEquals("10", kernel.line(Kernels.SWAPPINESS));
    try (Actuator actuator = bench.open()) {
      assertEquals(List.of(), actuator.recover(), "its writer lives and its lease is not over");
      assertTrue(actuator.isActive(id));
      assertEquals(
          Result.RESTORED, bench.result(actuator.rollback(Optional.of(id)), "vm.swappiness"));
    }
    bench.assertRestored();
  }

  private ActuatorException assertFails(String... settings) {
    return assertThrows(ActuatorException.class, () -> bench.commit(settings));
  }

  private List<JournalTransaction> journaled() {
    try (Journal journal = Journal.openForReading(bench.state.journal()).orElseThrow()) {
      return journal.newest(10);
    }
  }
}
