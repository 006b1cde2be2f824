package io.trimtab.actuators.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.fake.FakeKernel;
import io.trimtab.actuators.fake.Kernels;
import io.trimtab.actuators.journal.StepListener;
import io.trimtab.actuators.kernel.FileError;
import io.trimtab.actuators.kernel.KernelFileException;
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

/** Transactions on top of each other, of which one in the middle is undone. */
final class SuccessionTest {
  private static final String READ_AHEAD = Kernels.VDA + "read_ahead_kb";
  private static final String IOSTATS = Kernels.VDA + "iostats";

  @TempDir private Path directory;
  private final FakeKernel kernel = Kernels.small();
  private Bench bench;

  @BeforeEach
  void remember() {
    bench = new Bench(kernel, directory);
  }

  @Test
  void whatIsOnlyLookedOnDoesNotStandInTheWay() {
    bench.commit("block.vda.iostats=0");
    bench.commit("block.vda.read_ahead_kb=16");
    try (Actuator actuator = bench.open()) {
      actuator.rollback(Optional.of(1L));
    }
    assertEquals("1", kernel.line(IOSTATS));
    assertEquals("16", kernel.line(READ_AHEAD), "the later transaction's value stays");
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void lookingOnKeepsNoValueInForce() {
    bench.commit("block.vda.read_ahead_kb=1024");
    bench.commit("block.vda.iostats=0");
    try (Actuator actuator = bench.open()) {
      List<Outcome> outcomes = actuator.rollback(Optional.of(1L));
      assertEquals(Result.RESTORED, bench.result(outcomes, "block.vda.read_ahead_kb"));
    }
    assertEquals("96", kernel.line(READ_AHEAD));
    assertEquals("0", kernel.line(IOSTATS));
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void aLeaseEndsBelowATransactionThatLooksOn() {
    Instant start = Instant.parse("2026-11-01T12:00:00Z");
    try (Actuator actuator = bench.open(Clock.fixed(start, ZoneOffset.UTC), StepListener.NONE)) {
      Transaction leased =
          actuator.begin(
              Bench.configuration("block.vda.read_ahead_kb=1024"),
              "leased",
              Optional.of(Duration.ofMinutes(10)));
      leased.apply();
      leased.leaveToLease();
      Transaction later = bench.begin(actuator, "block.vda.iostats=0");
      later.apply();
      later.commit();
    }
    Clock after = Clock.fixed(start.plusSeconds(600), ZoneOffset.UTC);
    try (Actuator actuator = bench.open(after, StepListener.NONE)) {
      actuator.recover();
    }
    assertEquals("96", kernel.line(READ_AHEAD));
    assertEquals("0", kernel.line(IOSTATS));
  }

  @Test
  void anOriginalIsHandedOnPastThoseThatLookOn() {
    bench.commit("block.vda.read_ahead_kb=1024");
    bench.commit("block.vda.iostats=0");
    bench.commit("block.vda.read_ahead_kb=64");
    try (Actuator actuator = bench.open()) {
      List<Outcome> outcomes = actuator.release(1);
      assertEquals(Result.SUPERSEDED, bench.result(outcomes, "block.vda.read_ahead_kb"));
      assertEquals("64", kernel.line(READ_AHEAD));
      actuator.rollback(Optional.of(3L));
    }
    assertEquals("96", kernel.line(READ_AHEAD), "1024 went with the first transaction");
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void whatSomeoneElseSetInBetweenIsNobodysLegacy() {
    bench.commit("vm.swappiness=10");
    kernel.set(Kernels.SWAPPINESS, "33");
    bench.commit("vm.swappiness=20");
    try (Actuator actuator = bench.open()) {
      actuator.release(1);
      actuator.rollback(Optional.of(2L));
    }
    assertEquals("33", kernel.line(Kernels.SWAPPINESS));
  }

  @Test
  void aValueOnTopIsNotTakenAwayByHand() {
    bench.commit("vm.swappiness=10");
    bench.commit("vm.swappiness=20");
    try (Actuator actuator = bench.open()) {
      Exception refused =
          assertThrows(ActuatorException.class, () -> actuator.rollback(Optional.of(1L)));
      assertTrue(refused.getMessage().contains("roll back 2 first"), refused.getMessage());
    }
    bench.rollbackAll();
    bench.assertRestored();
  }

  @Test
  void anUndoThatFailedIsTriedAgainByTheNextWriter() {
    bench.commit("block.vda.read_ahead_kb=1024");
    kernel.answers(
        READ_AHEAD,
        value -> {
          throw new KernelFileException(READ_AHEAD, FileError.BUSY, "busy");
        });
    assertEquals(Result.FAILED, bench.result(bench.rollbackAll(), "block.vda.read_ahead_kb"));
    kernel.answers(READ_AHEAD, value -> value);
    try (Actuator actuator = bench.open()) {
      List<Outcome> outcomes = actuator.recover();
      assertEquals(Result.RESTORED, bench.result(outcomes, "block.vda.read_ahead_kb"));
      assertTrue(actuator.recover().isEmpty(), "and that is that");
    }
    bench.assertRestored();
  }
}
