package io.trimtab.actuators.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.actuators.journal.StepListener;
import io.trimtab.actuators.transaction.Actuator;
import io.trimtab.actuators.transaction.Outcome;
import io.trimtab.testing.Children;
import io.trimtab.testing.Slow;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After SIGKILL at any step or instant, a rollback brings every tunable back to what it was before.
 */
final class KillTest {
  /** More than any scenario has; the sweeps end by themselves where a process runs to its end. */
  private static final int MOST_POINTS = 1000;

  @TempDir private Path directory;
  private final ExecutorService twoAtATime = Executors.newFixedThreadPool(2);
  private List<String> sqlite = List.of();
  private final AtomicInteger killed = new AtomicInteger();
  private final AtomicInteger leftBehind = new AtomicInteger();

  @BeforeEach
  void unpack() throws IOException {
    sqlite = Children.unpackSqlite(directory);
  }

  @AfterEach
  void stop() {
    twoAtATime.shutdownNow();
  }

  @Test
  void applyMayDieBeforeAndAfterEveryStep() throws Exception {
    sweep(Machine.Kind.TREE, Scenario.APPLY);
    report("apply on plain files");
  }

  @Test
  void tuneMayDieBeforeAndAfterEveryStep() throws Exception {
    sweep(Machine.Kind.KERNEL, Scenario.TUNE);
    report("tune");
  }

  @Test
  @Slow
  void theOtherPairsMayDieBeforeAndAfterEveryStep() throws Exception {
    sweep(Machine.Kind.KERNEL, Scenario.APPLY);
    sweep(Machine.Kind.TREE, Scenario.TUNE);
    sweepRollback(Machine.Kind.TREE);
    report("apply, and tune and rollback on plain files");
  }

  @Test
  void rollbackMayDieBeforeAndAfterEveryStep() throws Exception {
    sweepRollback(Machine.Kind.KERNEL);
    report("rollback");
  }

  @Test
  void anythingMayDieAtAnyInstant() throws Exception {
    int instants =
        Integer.getInteger("trimtab.crash.random", Boolean.getBoolean("trimtab.full") ? 300 : 40);
    List<Callable<Boolean>> workers = new ArrayList<>();
    for (Machine.Kind kind : Machine.Kind.values()) {
      workers.add(
          () -> {
            Machine machine = Machine.create(kind, directory.resolve("random-" + kind));
            Random random = new Random(kind.name().hashCode());
            Map<String, String> before = machine.values();
            for (int i = 0; i < instants / 2; i++) {
              killAtAnInstant(machine, random);
              rollBackAndCompare(machine, before, kind + ", random instant " + i);
            }
            return true;
          });
    }
    waitFor(workers);
    assertEquals(instants / 2 * 2, killed.get());
    report("random instants");
  }

  /** Kills a fresh process at point 1, at point 2, and so on, until one runs to its end. */
  private void sweep(Machine.Kind kind, Scenario scenario) throws Exception {
    AtomicInteger next = new AtomicInteger(1);
    Callable<Boolean> worker =
        () -> {
          boolean reached = true;
          while (reached) {
            int point = next.getAndIncrement();
            assertTrue(point < MOST_POINTS, "the sweep has no end");
            Machine machine =
                Machine.create(kind, directory.resolve(scenario + "-" + kind + "-" + point));
            Map<String, String> before = machine.values();
            Optional<String> where = killAt(machine, scenario, point);
            rollBackAndCompare(machine, before, scenario + " killed " + where.orElse("never"));
            reached = where.isPresent();
          }
          return true;
        };
    waitFor(List.of(worker, worker));
  }

  /** The same for a rollback, of a transaction that was kept and of one that was left open. */
  private void sweepRollback(Machine.Kind kind) throws Exception {
    AtomicInteger next = new AtomicInteger(1);
    Callable<Boolean> worker =
        () -> {
          boolean reached = true;
          while (reached) {
            int point = next.getAndIncrement();
            assertTrue(point < MOST_POINTS, "the sweep has no end");
            Machine machine = Machine.create(kind, directory.resolve("back-" + kind + "-" + point));
            Map<String, String> before = machine.values();
            try (Actuator actuator = machine.open(StepListener.NONE)) {
              Scenario.TUNE.run(actuator, new Random(0));
              Scenario.leaveOpen(actuator);
            }
            Optional<String> where = killAt(machine, Scenario.ROLLBACK, point);
            if (where.isPresent()) {
              killAt(machine, Scenario.ROLLBACK, 1 + point / 2);
            }
            rollBackAndCompare(machine, before, "rollback killed " + where.orElse("never"));
            reached = where.isPresent();
          }
          return true;
        };
    waitFor(List.of(worker, worker));
  }

  /** Where the process was killed; none when it ran to its end before that point. */
  private Optional<String> killAt(Machine machine, Scenario scenario, int point)
      throws IOException, InterruptedException {
    Process child = start(machine, scenario, 0, point);
    try (BufferedReader out = child.inputReader()) {
      assertEquals(CrashChild.STARTED, out.readLine());
      String line = String.valueOf(out.readLine());
      if (line.equals(CrashChild.OPENED)) {
        line = String.valueOf(out.readLine());
      }
      if (line.equals(CrashChild.DONE)) {
        assertEquals(0, child.waitFor());
        return Optional.empty();
      }
      assertTrue(line.startsWith(CrashChild.STOPPED), line);
      kill(child);
      return Optional.of(line.substring(CrashChild.STOPPED.length() + 1));
    } finally {
      child.destroyForcibly();
    }
  }

  private void killAtAnInstant(Machine machine, Random random)
      throws IOException, InterruptedException {
    Process child = start(machine, Scenario.ANYTHING, random.nextLong(), 0);
    try (BufferedReader out = child.inputReader()) {
      assertEquals(CrashChild.STARTED, out.readLine());
      boolean whileOpening = random.nextInt(10) == 0;
      if (!whileOpening) {
        assertEquals(CrashChild.OPENED, out.readLine());
      }
      Thread.sleep(random.nextInt(300));
      kill(child);
    } finally {
      child.destroyForcibly();
    }
  }

  private void kill(Process child) throws InterruptedException {
    child.destroyForcibly(); // SIGKILL
    assertEquals(128 + 9, child.waitFor(), "it ended before it was killed");
    killed.incrementAndGet();
  }

  private Process start(Machine machine, Scenario scenario, long seed, int point)
      throws IOException {
    return Children.start(
        sqlite,
        CrashChild.class,
        machine.kind().name(),
        machine.directory().toString(),
        scenario.name(),
        String.valueOf(seed),
        String.valueOf(point));
  }

  private void rollBackAndCompare(Machine machine, Map<String, String> before, String what) {
    if (!machine.values().equals(before)) {
      leftBehind.incrementAndGet();
    }
    List<Outcome> outcomes;
    try (Actuator actuator = machine.open(StepListener.NONE)) {
      outcomes = new ArrayList<>(actuator.recover());
      outcomes.addAll(actuator.rollback(Optional.empty()));
      assertEquals(List.of(), actuator.rollback(Optional.empty()), what + ": all is settled");
    }
    assertEquals(before, machine.values(), what + ": " + outcomes);
  }

  private void report(String what) {
    System.out.printf(
        "Killed %d times during %s: values were left behind %d times, and restored every time%n",
        killed.get(), what, leftBehind.get());
    assertTrue(leftBehind.get() > 0, "kills that leave nothing behind prove nothing");
  }

  private void waitFor(List<Callable<Boolean>> workers) throws Exception {
    for (Future<Boolean> worker : twoAtATime.invokeAll(workers)) {
      try {
        worker.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof AssertionError failure) {
          throw failure;
        }
        throw e;
      }
    }
  }
}
