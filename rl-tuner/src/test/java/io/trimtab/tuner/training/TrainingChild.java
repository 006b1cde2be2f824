package io.trimtab.tuner.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A training job in a process of its own, to be killed. Every evaluation leaves a byte in a file.
 *
 * <p>Arguments: experience file, file of evaluations, trials of each episode, workers.
 */
final class TrainingChild {
  static final String STARTED = "started";
  static final String TRYING = "trying";
  static final String DONE = "done";
  static final int SEEDS = 2;
  private static final long TRIAL_NANOS = 2_000_000;

  private static final AtomicBoolean IS_TRYING = new AtomicBoolean();

  private TrainingChild() {}

  public static void main(String[] args) throws InterruptedException {
    System.out.println(STARTED);
    Path evaluations = Path.of(args[1]);
    Jobs.run(
        Path.of(args[0]),
        Jobs.suite().subList(0, 4),
        SEEDS,
        Integer.parseInt(args[2]),
        Integer.parseInt(args[3]),
        SyntheticLaboratory.source(() -> count(evaluations)));
    System.out.println(DONE);
  }

  private static void count(Path evaluations) {
    if (IS_TRYING.compareAndSet(false, true)) {
      System.out.println(TRYING);
    }
    try {
      Files.write(
          evaluations, new byte[] {1}, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LockSupport.parkNanos(TRIAL_NANOS);
  }
}
