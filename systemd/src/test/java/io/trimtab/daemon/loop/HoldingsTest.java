package io.trimtab.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.fake.FakeKernel;
import io.trimtab.actuators.fake.Kernels;
import io.trimtab.actuators.kernel.FileError;
import io.trimtab.actuators.kernel.KernelFileException;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Configuration;
import io.trimtab.daemon.decision.DecisionKind;
import io.trimtab.daemon.decision.MemoryDecisionLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values in force that overlap, and undos that do not work the first time. */
class HoldingsTest {
  private static final long MINUTE = 60 * SimulatedHost.SECOND;
  private static final String READ_AHEAD = Kernels.VDA + "read_ahead_kb";

  @TempDir private Path state;
  private final SimulatedHost host = new SimulatedHost(1, 0);
  private final FakeKernel kernel = host.kernel;
  private Actuator actuator;
  private Holdings holdings;

  @BeforeEach
  void open() {
    actuator = EngineBench.actuator(host, state);
    holdings = new Holdings(actuator, true);
  }

  @AfterEach
  void close() {
    actuator.close();
  }

  private Configuration configuration(String tunable, String value) {
    return Holdings.configuration(Map.of(tunable, value), actuator.catalogue());
  }

  private void hold(String tunable, String value) {
    Memory.Kept kept =
        new Memory.Kept(
            Map.of(tunable, value), Map.of(), "a test", Optional.empty(), Instant.EPOCH, "1", 0);
    holdings.take(configuration(tunable, value), kept, () -> {});
  }

  @Test
  void aHeldValueIsLetGoUnderATrialThatGoesBackToTheOriginal() {
    hold("vm.swappiness", "10");
    Applied trial = Applied.begin(actuator, configuration("vm.swappiness", "20"), "a trial");
    trial.apply();
    holdings.release("vm.swappiness");
    assertEquals("20", kernel.line(Kernels.SWAPPINESS), "the trial goes on");
    assertTrue(holdings.takeStrangers().isEmpty(), "it is nobody else's");
    trial.undo();
    assertEquals("60", kernel.line(Kernels.SWAPPINESS));
  }

  @Test
  void whatOnlyLooksOnHoldsNothingBack() {
    hold("block.vda.iostats", "0");
    Applied dial = Applied.begin(actuator, configuration("block.vda.read_ahead_kb", "16"), "dial");
    dial.apply();
    assertEquals(Optional.empty(), holdings.release());
    assertEquals("1", kernel.line(Kernels.VDA + "iostats"));
    assertEquals("16", kernel.line(READ_AHEAD));
    dial.undo();
    assertEquals("96", kernel.line(READ_AHEAD));
  }

  @Test
  void whatCouldNotBeUndoneIsTriedAgainEachMinute() {
    MemoryDecisionLog log = new MemoryDecisionLog(100, host);
    Leftovers leftovers = new Leftovers(actuator, new Ledger(log), 0);
    hold("block.vda.read_ahead_kb", "16");
    kernel.answers(
        READ_AHEAD,
        value -> {
          throw new KernelFileException(READ_AHEAD, FileError.BUSY, "busy");
        });
    String trouble = holdings.release().orElseThrow();
    assertEquals(List.of(trouble), holdings.takeTroubles());
    leftovers.tick(MINUTE, host.instant());
    assertEquals("16", kernel.line(READ_AHEAD));
    kernel.answers(READ_AHEAD, value -> value);
    leftovers.tick(MINUTE + SimulatedHost.SECOND, host.instant());
    assertEquals("16", kernel.line(READ_AHEAD), "not at each tick");
    leftovers.tick(2 * MINUTE, host.instant());
    assertEquals("96", kernel.line(READ_AHEAD));
    assertEquals(
        1,
        log.since(Instant.EPOCH, 100).stream()
            .filter(decision -> decision.kind() == DecisionKind.UNDONE)
            .count());
    assertEquals(Optional.empty(), leftovers.putBack(host.instant()));
  }

  @Test
  void somebodyElsesValueIsSeenAsTheirs() {
    hold("vm.swappiness", "10");
    kernel.set(Kernels.SWAPPINESS, "33");
    holdings.release();
    assertEquals(Map.of("vm.swappiness", "33"), holdings.takeStrangers());
    assertEquals("33", kernel.line(Kernels.SWAPPINESS));
  }
}
