package io.trimtab.tuner.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trimtab.tuner.run.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, started, started again, and ended with their children. */
class RunningProgramsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long PATIENCE_SECONDS = 10;

  @TempDir private Path directory;

  private static Launch shell(String script, Path... arguments) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", script));
    for (Path argument : arguments) {
      words.add(argument.toString());
    }
    return new Launch(words, OptionalLong.empty(), List.of(), List.of(), Duration.ZERO);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "did not happen in time");
      Thread.sleep(10);
    }
  }

  /** Whether a process runs; one that has ended and that nobody has waited for does not. */
  private static boolean isAlive(Path pidFile) {
    try {
      Path process = Path.of("/proc", Files.readString(pidFile).strip(), "stat");
      return !Files.readString(process).matches("(?s).*\\) [ZX] .*");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void nothingSurvivesTheEnd() throws Exception {
    Path child = directory.resolve("child");
    Path stubborn = directory.resolve("stubborn");
    List<Launch> launches =
        List.of(
            shell("sleep 100 & echo $! >\"$0\"; wait", child),
            shell("trap '' TERM; echo $$ >\"$0\"; while :; do sleep 0.2; done", stubborn));

    try (RunningPrograms running = RunningPrograms.start(new CommandRunner(), launches, LIMIT)) {
      await(() -> isAlive(child) && isAlive(stubborn));
      assertTrue(running.failure().isEmpty());
    }

    // A killed process takes a moment to go.
    await(() -> !isAlive(child) && !isAlive(stubborn));
  }

  @Test
  void anInterruptDoesNotKeepItFromEndingThem() throws Exception {
    Path child = directory.resolve("child");
    RunningPrograms running =
        RunningPrograms.start(
            new CommandRunner(), List.of(shell("sleep 100 & echo $! >\"$0\"; wait", child)), LIMIT);
    await(() -> isAlive(child));

    Thread.currentThread().interrupt();
    running.close();

    assertTrue(Thread.interrupted(), "the interrupt is not swallowed");
    await(() -> !isAlive(child));
  }

  @Test
  void aCommandThatEndsIsStartedAgain() throws Exception {
    Path log = directory.resolve("log");
    List<Launch> launches = List.of(shell("echo started >>\"$0\"; sleep 0.05", log));

    try (RunningPrograms running = RunningPrograms.start(new CommandRunner(), launches, LIMIT)) {
      await(() -> lines(log) >= 3);
      assertTrue(running.failure().isEmpty());
    }
  }

  private static int lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void aCommandThatFailsIsAFailureWithItsReason() throws Exception {
    List<Launch> launches = List.of(shell("echo no such luck >&2; exit 7"));

    try (RunningPrograms running = RunningPrograms.start(new CommandRunner(), launches, LIMIT)) {
      await(() -> running.failure().isPresent());
      assertEquals("sh exited with 7: no such luck", running.failure().orElseThrow());
    }
  }
}
