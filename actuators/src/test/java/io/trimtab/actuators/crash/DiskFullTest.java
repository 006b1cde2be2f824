package io.trimtab.actuators.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.ActuatorException;
import io.trimtab.actuators.journal.Step;
import io.trimtab.actuators.journal.StepListener;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.MachineLock;
import io.trimtab.actuators.transaction.Outcome;
import io.trimtab.testing.RequiresRoot;
import io.trimtab.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal's disk fills up, or turns read-only, at every step; nothing is left behind. */
@RequiresRoot
final class DiskFullTest {
  @TempDir private Path directory;
  private SmallDisk disk;
  private Machine machine;
  private Map<String, String> before;
  private int attempts;

  @BeforeEach
  void mount() throws Exception {
    Path place = Files.createDirectories(directory.resolve("machine"));
    disk = SmallDisk.mount(Files.createDirectories(place.resolve("state")));
    machine = Machine.create(Machine.Kind.KERNEL, place);
    before = machine.values();
  }

  @AfterEach
  void unmount() throws Exception {
    disk.unmount();
  }

  @Test
  void applyAndTuneOnADiskThatFillsUpAtEachStep() throws IOException {
    for (Scenario scenario : List.of(Scenario.APPLY, Scenario.TUNE)) {
      for (int point = 1; fails(scenario, point); point++) {
        disk.empty();
        rollBackAndCompare(scenario + " with the disk full at point " + point);
      }
      disk.empty();
      rollBackAndCompare(scenario + " on a disk with room");
    }
    System.out.println("Disk full at " + attempts + " steps of apply and tune: all restored");
  }

  @Test
  void rollbackOnADiskThatFillsUpAtEachStep() throws IOException {
    boolean failed = true;
    for (int point = 1; failed; point++) {
      try (Actuator actuator = machine.open(StepListener.NONE)) {
        Scenario.TUNE.run(actuator, new Random(0));
      }
      failed = fails(Scenario.ROLLBACK, point);
      if (failed) {
        assertEquals(before, machine.values(), "the kernel is back at once; only the record waits");
      }
      disk.empty();
      rollBackAndCompare("rollback with the disk full at point " + point);
    }
    System.out.println("Disk full at " + attempts + " steps of rollback: all restored");
  }

  @Test
  void saysThatTheDiskIsFullAndChangesNothing() throws IOException {
    try (Actuator actuator = machine.open(StepListener.NONE)) {
      disk.fill();
      ActuatorException failure =
          assertThrows(ActuatorException.class, () -> Scenario.APPLY.run(actuator, new Random(0)));
      assertTrue(failure.getMessage().endsWith("the disk is full"), failure.getMessage());
      assertEquals(before, machine.values());
    }
  }

  @Test
  void saysThatTheDiskIsReadOnlyAndChangesNothing() throws Exception {
    disk.remountReadOnly();
    ActuatorException missing =
        assertThrows(ActuatorException.class, () -> machine.open(StepListener.NONE));
    assertTrue(missing.getMessage().contains("read-only file system"), missing.getMessage());
    disk.remountWritable();
    machine.open(StepListener.NONE).close();
    disk.remountReadOnly();
    try (Actuator actuator = machine.open(StepListener.NONE)) {
      ActuatorException failure =
          assertThrows(ActuatorException.class, () -> Scenario.APPLY.run(actuator, new Random(0)));
      assertTrue(failure.getMessage().endsWith("it is read-only"), failure.getMessage());
    }
    assertEquals(before, machine.values());
  }

  @Test
  void putsTheValuesBackEvenWhileTheDiskIsReadOnly() throws Exception {
    try (Actuator actuator = machine.open(StepListener.NONE)) {
      Scenario.APPLY.run(actuator, new Random(0));
      Scenario.leaveOpen(actuator);
    }
    assertFalse(machine.values().equals(before));
    disk.remountReadOnly();
    try (Actuator actuator = machine.open(StepListener.NONE)) {
      ActuatorException failure =
          assertThrows(ActuatorException.class, () -> actuator.rollback(Optional.empty()));
      assertTrue(failure.getMessage().startsWith("the values are back, but"), failure.getMessage());
    }
    assertEquals(before, machine.values());
    disk.remountWritable();
    rollBackAndCompare("rollback on a disk that was read-only");
  }

  @Test
  void theLockNeedsNoRoom() throws IOException {
    Path file = directory.resolve("machine/state/lock");
    MachineLock.acquire(file, "before").close();
    disk.fill();
    MachineLock.acquire(file, "now").close();
  }

  @Test
  void putsTheValuesBackEvenWhileTheDiskIsFull() throws IOException {
    try (Actuator actuator = machine.open(StepListener.NONE)) {
      Scenario.APPLY.run(actuator, new Random(0));
    }
    disk.fill();
    try (Actuator actuator = machine.open(StepListener.NONE)) {
      assertThrows(ActuatorException.class, () -> actuator.rollback(Optional.empty()));
    }
    assertEquals(before, machine.values());
    disk.empty();
    rollBackAndCompare("rollback on a full disk");
  }

  /** Whether the disk was filled up and the scenario noticed; it may also do without. */
  private boolean fails(Scenario scenario, int point) {
    Filler filler = new Filler(point);
    try (Actuator actuator = machine.open(filler)) {
      scenario.run(actuator, new Random(0));
    } catch (ActuatorException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains("full") || message.contains("No space"), message);
    }
    attempts += filler.filled ? 1 : 0;
    return filler.filled;
  }

  private void rollBackAndCompare(String what) {
    List<Outcome> outcomes;
    try (Actuator actuator = machine.open(StepListener.NONE)) {
      outcomes = new ArrayList<>(actuator.recover());
      outcomes.addAll(actuator.rollback(Optional.empty()));
      assertEquals(List.of(), actuator.rollback(Optional.empty()), what + ": all is settled");
    }
    assertEquals(before, machine.values(), what + ": " + outcomes);
  }

  /** Fills the disk up before or after a step, counting from 1. */
  private final class Filler implements StepListener {
    private final int point;
    private int points;
    private boolean filled;

    Filler(int point) {
      this.point = point;
    }

    @Override
    public void before(Step step, String subject) {
      count();
    }

    @Override
    public void after(Step step, String subject) {
      count();
    }

    private void count() {
      points++;
      if (points == point) {
        disk.fill();
        filled = true;
      }
    }
  }
}
